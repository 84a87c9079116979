import { BYTE_ORDER_MARK, CR, endsLine, HASH, isBlank } from './characters.ts';
import type { LineFault } from './line-fault.ts';
import { readWord } from './read-word.ts';
import type { SourceLine, SourceWord } from './source.ts';

/**
 * The line of `text` from `start` to before `next`; its line feed, if it has one, is the last character. What HAProxy
 * refuses in it or does not see is added to `faults`.
 */
export function readLine(
  text: string,
  start: number,
  next: number,
  number: number,
  faults: LineFault[],
): SourceLine {
  const end = next - lengthOfEnd(text, start, next);
  const words: SourceWord[] = [];
  let restFrom = start;
  const hasMark = start === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK;
  if (hasMark) faults.push({ kind: 'byte-order-mark', index: 0 });
  let at = endOfBlanks(text, hasMark ? 1 : start, end);
  while (at < end && !endsWords(text.charCodeAt(at))) {
    const word = readWord(text, at, end, faults);
    const isCut = word.openQuote !== -1;
    if (isCut) faults.push({ kind: 'unclosed-quote', index: word.openQuote });
    if (!isCut || word.openQuote > at) {
      const kept = isCut ? readWord(text, at, word.openQuote, []) : word;
      words.push(sourceWord(text, restFrom, at, kept, start));
      restFrom = kept.end;
    }
    at = isCut ? end : endOfBlanks(text, word.end, end);
  }
  addUnseen(text, start, at, end, faults);
  return { line: number, words, rest: text.slice(restFrom, end), end: text.slice(end, next) };
}

function lengthOfEnd(text: string, start: number, next: number): number {
  if (text[next - 1] !== '\n') return 0;
  return next - 2 >= start && text.charCodeAt(next - 2) === CR ? 2 : 1;
}

function endsWords(code: number): boolean {
  return code === HASH || endsLine(code);
}

function endOfBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function sourceWord(
  text: string,
  beforeFrom: number,
  from: number,
  { end, value, hasVariable }: { end: number; value: string; hasVariable: boolean },
  lineStart: number,
): SourceWord {
  const raw = text.slice(from, end);
  return {
    before: text.slice(beforeFrom, from),
    raw,
    value: value === raw ? raw : value,
    column: from - lineStart + 1,
    hasVariable,
  };
}

/** A NUL anywhere, and a carriage return behind the words with more than a comment behind it. */
function addUnseen(text: string, start: number, wordsEnd: number, end: number, faults: LineFault[]): void {
  if (text.charCodeAt(wordsEnd) === CR && wordsEnd < end) {
    const next = text.slice(wordsEnd, end).search(/[^ \t\v\f\r]/);
    if (next !== -1 && text[wordsEnd + next] !== '#')
      faults.push({ kind: 'text-behind-carriage-return', index: wordsEnd });
  }
  for (let at = start; at < end; at += 1) {
    if (text.charCodeAt(at) === 0) {
      faults.push({ kind: 'nul-character', index: at });
      return;
    }
  }
}
