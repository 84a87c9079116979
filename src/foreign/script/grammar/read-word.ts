import type { ShellReader } from './shell-reader.ts';
import type { ShellWord, Step } from './source.ts';

/** Reads the steps of a substitution up to `close`, which is left to be read. */
type ReadSteps = (reader: ShellReader, close: ')' | '`', depth: number) => readonly Step[];

const ENDS_WORD = /[\s;&|<>()]/;
/** Substitutions deeper than this are passed as text: a guard against scripts made to overflow the stack. */
const DEEPEST = 40;

/** One word; undefined where none begins. `isTest` = inside `[[ ]]`, where operators are words too. */
export function readWord(
  reader: ShellReader,
  readSteps: ReadSteps,
  depth: number,
  isTest = false,
  close?: string,
): ShellWord | undefined {
  const start = reader.at;
  let value = '';
  let isOpen = false;
  const inner: Step[] = [];

  const substitute = (opening: string, end: ')' | '`') => {
    isOpen = true;
    const from = reader.at;
    reader.at += opening.length;
    if (depth < DEEPEST) inner.push(...readSteps(reader, end, depth + 1));
    else skipTo(reader, end);
    if (reader.peek() === end) reader.at += 1;
    value += reader.text.slice(from, reader.at);
  };

  /** What `$` begins. */
  const dollar = () => {
    if (reader.startsWith('$((')) {
      isOpen = true;
      value += passBalanced(reader, 1, '(', ')');
    } else if (reader.startsWith('$(')) substitute('$(', ')');
    else if (reader.startsWith('${')) {
      isOpen = true;
      value += passBalanced(reader, 1, '{', '}');
    } else {
      const name = /\$(?:[A-Za-z_]\w*|[0-9@*#?$!-])?/y;
      name.lastIndex = reader.at;
      const [text = '$'] = name.exec(reader.text) ?? [];
      if (text.length > 1) isOpen = true;
      value += text;
      reader.at += text.length;
    }
  };

  const doubleQuoted = () => {
    reader.at += 1;
    while (!reader.isAtEnd && reader.peek() !== '"') {
      if (reader.startsWith('\\\n')) reader.at += 2;
      else if (reader.peek() === '\\') {
        const next = reader.peek(1);
        value += /[$`"\\]/.test(next) ? next : `\\${next}`;
        reader.at += 2;
      } else if (reader.peek() === '$') dollar();
      else if (reader.peek() === '`' && close !== '`') substitute('`', '`');
      else {
        value += reader.peek();
        reader.at += 1;
      }
    }
    reader.at += 1;
  };

  while (!reader.isAtEnd) {
    const sign = reader.peek();
    if (sign === '\\') {
      if (reader.startsWith('\\\n')) reader.at += 2;
      else {
        value += reader.peek(1);
        reader.at += 2;
      }
    } else if (sign === "'") {
      const end = reader.text.indexOf("'", reader.at + 1);
      const until = end < 0 ? reader.text.length : end;
      value += reader.text.slice(reader.at + 1, until);
      reader.at = until + 1;
    } else if (sign === '"') doubleQuoted();
    else if (sign === '$') dollar();
    else if (sign === '`') {
      if (close === '`') break;
      substitute('`', '`');
    } else if (/[<>]/.test(sign) && reader.peek(1) === '(' && reader.at === start)
      substitute(`${sign}(`, ')');
    else if (isTest ? /[\s;]/.test(sign) : ENDS_WORD.test(sign)) break;
    else {
      value += sign;
      reader.at += 1;
    }
  }
  reader.at = Math.min(reader.at, reader.text.length);
  if (reader.at === start) return undefined;
  return { raw: reader.text.slice(start, reader.at), value, isOpen, inner, at: reader.spanFrom(start) };
}

/** Passes `${…}` or `$((…))` whole: from `skip` characters on, up to the bracket that closes the first one. */
function passBalanced(reader: ShellReader, skip: number, open: string, close: string): string {
  const start = reader.at;
  reader.at += skip;
  let depth = 0;
  while (!reader.isAtEnd) {
    const sign = reader.peek();
    reader.at += sign === '\\' ? 2 : 1;
    if (sign === open) depth += 1;
    else if (sign === close) {
      depth -= 1;
      if (depth === 0) break;
    }
  }
  return reader.text.slice(start, reader.at);
}

function skipTo(reader: ShellReader, sign: string): void {
  const end = reader.text.indexOf(sign, reader.at);
  reader.at = end < 0 ? reader.text.length : end;
}
