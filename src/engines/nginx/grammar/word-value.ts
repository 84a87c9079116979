const ESCAPED: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  t: '\t',
  r: '\r',
  n: '\n',
};

/**
 * A word as nginx reads it: without its quotes and with its escapes put in. A backslash before any other character
 * stays, so that regular expressions need none of their own doubled (ngx_conf_read_token in ngx_conf_file.c).
 */
export function wordValue(raw: string): string {
  const inner = isQuoted(raw) ? raw.slice(1, endOfQuoted(raw)) : raw;
  return inner.includes('\\')
    ? inner.replace(/\\(["'\\trn])/g, (_, letter: string) => ESCAPED[letter] ?? letter)
    : inner;
}

export function isQuoted(raw: string): boolean {
  return raw.startsWith('"') || raw.startsWith("'");
}

/** A quote that is never closed has none to leave out. */
function endOfQuoted(raw: string): number {
  return raw.length > 1 && raw.at(-1) === raw[0] ? -1 : raw.length;
}
