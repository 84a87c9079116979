import type { Span } from '../../../base/text-range.ts';
import type { SourceEntry, SourceWord } from './source.ts';

/** Where a word stands, with its quotes. */
export function wordSpan(path: string, word: Pick<SourceWord, 'raw' | 'line' | 'column'>): Span {
  const { line, column } = word;
  return { path, line, column, endLine: line, endColumn: column + word.raw.length };
}

/** From one word to another, both with their quotes. */
export function wordsSpan(path: string, first: SourceWord, last: SourceWord): Span {
  const { endLine, endColumn } = wordSpan(path, last);
  return { path, line: first.line, column: first.column, endLine, endColumn };
}

/** All words of an entry's head; for a brace without a keyword, the first character of what it holds or the file's start. */
export function entrySpan(path: string, entry: SourceEntry): Span {
  const [first] = entry.words;
  const last = entry.words.at(-1);
  if (first !== undefined && last !== undefined) return wordsSpan(path, first, last);
  const inner = entry.block?.[0];
  if (inner !== undefined) return entrySpan(path, inner);
  return { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
