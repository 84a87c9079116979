/**
 * The words of one line as HAProxy cuts them: a small reference, written from its manual (2.2) for lines without
 * environment variables, to test the printer against. Throws where HAProxy would refuse the line.
 */
export function haproxyWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let index = 0; index < line.length; index += 1) {
    const char = line[index] ?? '';
    if (quote === "'") {
      if (char === "'") quote = '';
      else word += char;
    } else if (char === '\\') {
      const [text, length] = escaped(line.slice(index + 1), quote);
      word = (word ?? '') + text;
      index += length;
    } else if (char === '"' || (char === "'" && quote === '')) {
      quote = quote === '' ? char : '';
      word ??= '';
    } else if (char === '$' && quote === '"') {
      throw new Error('an environment variable');
    } else if (quote === '' && char === '#') {
      break;
    } else if (quote === '' && /[ \t\n\v\f\r]/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (quote !== '') throw new Error('an open quote');
  if (word !== undefined) words.push(word);
  if (words.length > 64) throw new Error('too many words');
  return words;
}

/** What a backslash makes of the text behind it, and how much of that text it takes. */
function escaped(rest: string, quote: string): [string, number] {
  const next = rest[0] ?? '';
  const letters: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
  if (next in letters) return [letters[next] ?? '', 1];
  if (next === 'x') return [String.fromCharCode(Number.parseInt(rest.slice(1, 3), 16)), 3];
  if ([' ', '\\', '#', "'", '"'].includes(next) || (next === '$' && quote === '"')) return [next, 1];
  // Any other backslash stands for itself, and what follows keeps its meaning: a tab separates.
  return ['\\', 0];
}
