import type { Span } from '../../../base/text-range.ts';

/** A patroni.yml: every value by the keys that lead to it. */
export interface PatroniSource {
  /** As the user named it. */
  readonly path: string;
  /** Keys joined with `/`, for example `restapi/listen`; the members of a list have their index as key. */
  readonly settings: ReadonlyMap<string, PatroniSetting>;
}

export interface PatroniSetting {
  /** The text of a scalar; undefined for a map, a list, or nothing. */
  readonly value: string | undefined;
  /** Of the value; of a map or a list its key. */
  readonly at: Span;
}
