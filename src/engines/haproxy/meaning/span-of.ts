import type { Span } from '../../../base/text-range.ts';
import type { Statement } from './meaning.ts';

/** From the first character of word `from` to behind the last one of word `to`; without them, all words of the line. */
export function spanOf(statement: Statement, from = 0, to: number = statement.words.length - 1): Span {
  const { path, line, words } = statement;
  const first = words[from];
  const last = words[to] ?? words.at(-1);
  const column = first?.column ?? 1;
  const endColumn = last === undefined ? column : last.column + last.raw.length;
  return { path, line, column, endLine: line, endColumn };
}

/** The whole line with its end, comment included: what to delete, or, empty, where to insert before it. */
export function lineSpanOf({ path, line }: Statement): Span {
  return { path, line, column: 1, endLine: line + 1, endColumn: 1 };
}
