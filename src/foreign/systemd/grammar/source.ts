import type { Span } from '../../../base/text-range.ts';

/** A unit file or a drop-in of systemd (systemd.syntax(7)). */
export interface SystemdUnit {
  /** As the user named it. */
  readonly path: string;
  /** `haproxy.service`; of a drop-in the unit that it changes; undefined when the path does not tell. */
  readonly name: string | undefined;
  /** `haproxy.service.d/limits.conf`: the rest of the unit is elsewhere. */
  readonly isDropIn: boolean;
  readonly sections: readonly { readonly name: string; readonly at: Span }[];
  /** In order; the same key may come again: lists grow, an empty value begins anew. */
  readonly settings: readonly SystemdSetting[];
}

export interface SystemdSetting {
  readonly section: string;
  readonly key: string;
  /** Continued lines joined by blanks. */
  readonly value: string;
  readonly at: Span;
}
