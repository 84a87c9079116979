import type { SpecPath } from '../../../site/site.ts';

/** A file of nginx: entries in order. */
export type NginxFile = readonly Entry[];

/** A directive with its words, a block of entries in braces, or a line of the user's own, printed byte for byte. */
export type Entry = WordEntry | RawEntry;

export interface WordEntry {
  readonly words: readonly string[];
  readonly origin: SpecPath | undefined;
  /** undefined = it ends with `;`. */
  readonly block: readonly Entry[] | undefined;
}

export interface RawEntry {
  readonly raw: string;
  readonly origin: SpecPath | undefined;
}

/** A directive; `keywords` is split at blanks. */
export function entry(
  origin: SpecPath | undefined,
  keywords: string,
  ...words: readonly string[]
): WordEntry {
  return { words: [...keywords.split(' '), ...words], origin, block: undefined };
}

/** A block: `head { … }`. */
export function block(
  origin: SpecPath | undefined,
  head: readonly string[],
  entries: readonly Entry[],
): WordEntry {
  return { words: head, origin, block: entries };
}
