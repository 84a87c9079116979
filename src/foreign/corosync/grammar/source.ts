import type { Span } from '../../../base/text-range.ts';

/** A corosync.conf: sections in sections, each with `key: value` lines. */
export interface CorosyncSource {
  /** As the user named it. */
  readonly path: string;
  readonly sections: readonly CorosyncSection[];
}

export interface CorosyncSection {
  readonly name: string;
  /** Its first line, without the brace. */
  readonly at: Span;
  readonly settings: readonly CorosyncSetting[];
  readonly sections: readonly CorosyncSection[];
}

export interface CorosyncSetting {
  readonly key: string;
  readonly value: string;
  readonly at: Span;
}
