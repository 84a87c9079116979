import type { SpecPath } from '../../../site/site.ts';
import type { Word } from '../../word.ts';

/** A file of Keepalived: entries in order. */
export type KeepalivedFile = readonly Entry[];

/** A keyword with its words, a block of entries in braces, or a line of the user's own, printed byte for byte. */
export type Entry = WordEntry | RawEntry;

export interface WordEntry {
  readonly words: readonly Word[];
  readonly origin: SpecPath | undefined;
  /** undefined = no braces. */
  readonly block: readonly Entry[] | undefined;
}

export interface RawEntry {
  readonly raw: string;
  readonly origin: SpecPath | undefined;
}

/** A line; `keywords` is split at blanks. */
export function entry(origin: SpecPath | undefined, keywords: string, ...words: readonly Word[]): WordEntry {
  return { words: [...keywords.split(' '), ...words], origin, block: undefined };
}

/** A block: `head { … }`. */
export function block(
  origin: SpecPath | undefined,
  head: readonly Word[],
  entries: readonly Entry[],
): WordEntry {
  return { words: head, origin, block: entries };
}
