import type { Span } from '../base/text-range.ts';

export interface TextLine {
  /** 1-based. */
  readonly line: number;
  /** Without its end. */
  readonly text: string;
}

/** The lines of a text; `\n` and `\r\n` end one. */
export function textLines(text: string): readonly TextLine[] {
  return text.split('\n').map((part, index) => ({ line: index + 1, text: part.replace(/\r$/, '') }));
}

/** A part of one line; `column` is 1-based. */
export function spanInLine(path: string, line: number, column: number, length: number): Span {
  return { path, line, column, endLine: line, endColumn: column + length };
}

/** The part of a line without the blanks around it. */
export function trimmedSpan(path: string, { line, text }: TextLine): Span {
  const column = text.length - text.trimStart().length + 1;
  return spanInLine(path, line, column, text.trim().length);
}
