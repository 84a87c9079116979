import type { SpecPath } from '../../../site/site.ts';
import type { Word } from '../../word.ts';

/** A file of HAProxy: sections in order. */
export type HaproxyFile = readonly Section[];

export interface Section {
  /** `global`, `defaults`, `frontend`, … */
  readonly kind: string;
  readonly name: string | undefined;
  readonly origin: SpecPath | undefined;
  readonly lines: readonly Line[];
}

/** A line of words, or a line of the user's own that is printed byte for byte. */
export type Line = WordLine | RawLine;

export interface WordLine {
  readonly words: readonly Word[];
  readonly origin: SpecPath | undefined;
  /** The user's own words behind them, printed byte for byte. */
  readonly tail?: string;
}

export interface RawLine {
  readonly raw: string;
  readonly origin: SpecPath | undefined;
}

/** A line whose words are given; texts without blanks in `keywords` are split for readability of the callers. */
export function line(origin: SpecPath | undefined, keywords: string, ...words: readonly Word[]): WordLine {
  return { words: [...keywords.split(' '), ...words], origin };
}
