/** What a backslash and the characters behind it mean; without `text` the backslash stands for itself. */
export interface Escape {
  readonly text: string | undefined;
  /** Of backslash and what it takes. */
  readonly length: number;
  /** HAProxy refuses it: `\x` without two hexadecimal digits. */
  readonly isBad: boolean;
}

const ITSELF: Escape = { text: undefined, length: 1, isBad: false };
const BAD: Escape = { text: undefined, length: 1, isBad: true };

const MEANINGS: Readonly<Record<string, Escape>> = {
  ' ': taken(' ', 2),
  '\\': taken('\\', 2),
  '#': taken('#', 2),
  "'": taken("'", 2),
  '"': taken('"', 2),
  t: taken('\t', 2),
  n: taken('\n', 2),
  r: taken('\r', 2),
};
const DOLLAR = taken('$', 2);
const HEX = /^[0-9A-Fa-f]{2}$/;

/** Of the backslash at `at`; `\$` means a dollar only in double quotes, where a bare one begins a variable. */
export function readEscape(text: string, at: number, end: number, inDoubleQuotes: boolean): Escape {
  const next = at + 1 < end ? text.charAt(at + 1) : '';
  if (next === '$') return inDoubleQuotes ? DOLLAR : ITSELF;
  if (next !== 'x') return MEANINGS[next] ?? ITSELF;
  const digits = text.slice(at + 2, Math.min(at + 4, end));
  return HEX.test(digits) ? taken(String.fromCharCode(Number.parseInt(digits, 16)), 4) : BAD;
}

function taken(text: string, length: number): Escape {
  return { text, length, isBad: false };
}
