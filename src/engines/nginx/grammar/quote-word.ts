/** Characters that need no quotes anywhere in a word: none begins a comment, ends the word or escapes. */
const BARE = /^[A-Za-z0-9_./:@$=,~^*()|+?[\]<>!%&-]+$/;

/** A word that nginx reads as `value`: with quotes and escapes where it needs them. `$name` in it stays a variable. */
export function quoteWord(value: string): string {
  if (BARE.test(value)) return value;
  // A backslash is an escape before these only (ngx_conf_read_token); anything else behind one stays as it is.
  const escaped = value
    .replaceAll(/\\(?=["'\\trn]|$)/g, '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}
