/** Nothing here is touched by HAProxy outside quotes: no blank, `#`, quote, backslash or dollar. */
const PLAIN = /^[A-Za-z0-9_.:/@%+,=()[\]{}*?~^&|;<>!-]+$/;
/** A text that looks like the mark of a secret must not become one. */
const MARK = /<secret /g;

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text as exactly one word of haproxy.cfg. Double quotes keep blanks and `#`; in them backslash, quote and dollar
 * (environment variables) are escaped, other control characters become `\xHH` (configuration manual, 2.2).
 * A NUL cannot be written at all: HAProxy's words end there; compile reports it before.
 */
export function quoteWord(text: string): string {
  if (PLAIN.test(text)) return text;
  const escaped = text
    .replaceAll(/["$\\]/g, (char) => `\\${char}`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
    .replaceAll(/[\x00-\x1f\x7f]/g, (char) => ESCAPES[char] ?? `\\x${hex(char)}`)
    .replaceAll(MARK, '\\x3csecret ');
  return `"${escaped}"`;
}

/**
 * A text as one argument inside the parentheses of a sample fetch or converter, such as `str(…)`. HAProxy reads it a
 * second time there, with quotes and backslashes but without `\#`, `\$` and `\xHH` (configuration manual, 2.2).
 */
export function quoteArgument(text: string): string {
  return `"${text.replaceAll(/["\\]/g, (char) => `\\${char}`)}"`;
}

/** A text inside a log-format string, where `%` begins a variable. */
export function quoteFormat(text: string): string {
  return text.replaceAll('%', '%%');
}

function hex(char: string): string {
  return char.charCodeAt(0).toString(16).padStart(2, '0');
}
