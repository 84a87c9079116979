import type { Tree } from '../show/tree.ts';

/** A report as something to read, whatever it is printed as. Texts are plain; who prints escapes them. */
export interface Page {
  readonly title: string;
  readonly subtitle: string;
  readonly lead: { readonly text: string; readonly tone: Tone };
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  /** By what a picture leads to it: `pools`. Default: nothing leads to it. */
  readonly id?: string;
  readonly blocks: readonly Block[];
}

export type Tone = 'good' | 'warn' | 'bad' | 'plain';

export type Block =
  | { readonly is: 'text'; readonly text: string; readonly tone?: Tone }
  | { readonly is: 'list'; readonly items: readonly string[] }
  | { readonly is: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly is: 'verbatim'; readonly title: string; readonly text: string }
  /** `text` stands below it; where nothing can be drawn it stands alone. */
  | { readonly is: 'picture'; readonly tree: Tree; readonly text: string };

/** The tone says again what the words say. */
export type Cell = string | { readonly text: string; readonly tone: Tone };

export function text(words: string, tone: Tone = 'plain'): Block {
  return { is: 'text', text: words, tone };
}

/** A table, or words when it has no rows. */
export function tableOr(
  none: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): readonly Block[] {
  return rows.length === 0 ? [text(none)] : [{ is: 'table', head, rows }];
}

/** `2026-01-02 03:12:07 UTC` of a moment in ISO 8601. */
export function moment(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}
