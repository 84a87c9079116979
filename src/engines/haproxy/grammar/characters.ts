/** Character codes that mean something to HAProxy's tokenizer. */
export const NUL = 0;
export const CR = 13;
const SPACE = 32;
const TAB = 9;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const DOLLAR = 36;
export const SINGLE_QUOTE = 39;
export const BACKSLASH = 92;

/** isspace() of the C locale without the two that end a line: space, tab, vertical tab, form feed. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === 11 || code === 12;
}

/** HAProxy reads no further in a line: C's strings end at NUL, and a carriage return counts as its end. */
export function endsLine(code: number): boolean {
  return code === CR || code === NUL;
}

/** Windows editors put it at the beginning of UTF-8 files. */
export const BYTE_ORDER_MARK = 0xfeff;
