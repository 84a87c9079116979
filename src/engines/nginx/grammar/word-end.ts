/** The end of a word without quotes: the first blank, `;` or `{` that is neither escaped nor part of `${`. */
export function bareWordEnd(text: string, start: number): number {
  let at = start;
  let afterDollar = false;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '{' && afterDollar) {
      at += 1;
      continue;
    }
    if (char === ' ' || char === '\t' || char === '\r' || char === '\n' || char === ';' || char === '{')
      break;
    afterDollar = char === '$';
    at += char === '\\' ? 2 : 1;
  }
  return Math.min(at, text.length);
}

/** The character behind the closing quote; undefined when there is none. */
export function quotedWordEnd(text: string, start: number): number | undefined {
  const quote = text.charAt(start);
  let at = start + 1;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === quote) return at + 1;
    at += char === '\\' ? 2 : 1;
  }
  return undefined;
}

/** Where a word whose quote is never closed is taken to end: with its line, before a last `;` or `{`. */
export function unclosedWordEnd(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  const line = text.slice(start, newline === -1 ? text.length : newline);
  return start + line.trimEnd().replace(/\s*[;{]$/, '').length;
}
