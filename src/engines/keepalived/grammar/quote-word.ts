const PLAIN = /^[A-Za-z0-9_.:/%+,=*?^&|;<>-]+$/;

/** Quotes have no escapes in keepalived.conf, and definitions (`$NAME`) and sequences (`~SEQ`) are replaced even in them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters cannot be written
const UNWRITABLE = /["\x00-\x1f\x7f]|\$\{?[A-Za-z_]|~(SEQ|LST)|^@/;

/** False for a text that no keepalived.conf can hold. */
export function isWritable(text: string): boolean {
  return !UNWRITABLE.test(text);
}

/** A text as exactly one word of keepalived.conf; only for what `isWritable`. */
export function quoteWord(text: string): string {
  return PLAIN.test(text) ? text : `"${text}"`;
}
