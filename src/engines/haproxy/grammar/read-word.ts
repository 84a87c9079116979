import { BACKSLASH, DOLLAR, DOUBLE_QUOTE, endsLine, HASH, isBlank, SINGLE_QUOTE } from './characters.ts';
import type { LineFault } from './line-fault.ts';
import { readEscape } from './read-escape.ts';
import { endOfVariable } from './read-variable.ts';

export interface ReadWord {
  /** Index behind it. */
  readonly end: number;
  /** As HAProxy reads it; the very text where nothing is escaped or quoted. */
  readonly value: string;
  readonly hasVariable: boolean;
  /** Where a quote opens that is not closed on this line; -1 = none. */
  readonly openQuote: number;
}

/**
 * The word that begins at `start`, as HAProxy's parse_line() reads it (configuration manual, 2.2): quotes glue, nothing
 * is special in single quotes, variables stand only in double quotes. One pass, never throws.
 */
export function readWord(text: string, start: number, end: number, faults: LineFault[]): ReadWord {
  let at = start;
  let value = '';
  let plainFrom = start;
  let quote = 0;
  let openQuote = -1;
  let hasVariable = false;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code > SINGLE_QUOTE && code !== BACKSLASH) {
      // Most characters mean nothing: letters, digits, `-./:;<=>?@_` and everything beyond ASCII.
      at += 1;
    } else if (endsLine(code)) {
      break;
    } else if (quote === 0 ? code === DOUBLE_QUOTE || code === SINGLE_QUOTE : code === quote) {
      openQuote = quote === 0 ? at : -1;
      quote = quote === 0 ? code : 0;
      value += text.slice(plainFrom, at);
      at += 1;
      plainFrom = at;
    } else if (quote === SINGLE_QUOTE) {
      at += 1;
    } else if (code === BACKSLASH) {
      const escape = readEscape(text, at, end, quote === DOUBLE_QUOTE);
      if (escape.text === undefined) {
        if (escape.isBad) faults.push({ kind: 'bad-hex-escape', index: at });
        at += 1;
      } else {
        value += text.slice(plainFrom, at) + escape.text;
        at += escape.length;
        plainFrom = at;
      }
    } else if (quote === DOUBLE_QUOTE) {
      const variableEnd = code === DOLLAR ? endOfVariable(text, at, end) : at + 1;
      if (variableEnd === undefined) faults.push({ kind: 'bad-variable', index: at });
      hasVariable ||= code === DOLLAR;
      at = variableEnd ?? at + 1;
    } else if (code === HASH || isBlank(code)) {
      break;
    } else {
      at += 1;
    }
  }
  const rest = text.slice(plainFrom, at);
  return { end: at, value: plainFrom === start ? rest : value + rest, hasVariable, openQuote };
}
