import type { Span } from '../../../base/text-range.ts';
import type { Directive, Token } from './source.ts';

/** All of one word; a quoted one may end on a later line. */
export function wordSpan(path: string, word: Token): Span {
  const lastLine = word.raw.lastIndexOf('\n');
  const isOneLine = lastLine === -1;
  return {
    path,
    line: word.line,
    column: word.column,
    endLine: isOneLine ? word.line : word.line + word.raw.split('\n').length - 1,
    endColumn: isOneLine ? word.column + word.raw.length : word.raw.length - lastLine,
  };
}

/** A directive's name and arguments, without its `;` or its block. */
export function directiveSpan(directive: Directive): Span {
  const [first] = directive.words;
  const last = directive.words.at(-1);
  if (first === undefined || last === undefined) throw new Error('a directive has a name');
  const { endLine, endColumn } = wordSpan(directive.path, last);
  return { path: directive.path, line: first.line, column: first.column, endLine, endColumn };
}

/** One argument, 0 = the first; the whole directive where there is no such argument. */
export function argSpan(directive: Directive, index: number): Span {
  const word = directive.words[index + 1];
  return word === undefined ? directiveSpan(directive) : wordSpan(directive.path, word);
}
