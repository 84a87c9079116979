import { type Problem, problem } from '../../../base/problem.ts';
import type { SaidWord } from '../../said-word.ts';
import { spanInLine, textLines, trimmedSpan } from '../../text-lines.ts';
import type { SentinelDirective, SentinelSource } from './source.ts';

/** A word, or one in quotes: `"` with escapes, `'` with `\'` alone (sdssplitargs of Redis). */
const WORD = /"((?:[^"\\]|\\.)*)"(?=\s|$)|'((?:[^'\\]|\\.)*)'(?=\s|$)|([^\s"'][^\s]*)/y;

export function parseSentinel(
  text: string,
  path: string,
): { sentinel: SentinelSource; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const directives: SentinelDirective[] = [];
  for (const line of textLines(text)) {
    if (/^\s*(?:#|$)/.test(line.text)) continue;
    const at = trimmedSpan(path, line);
    const words = wordsOf(path, line.line, line.text);
    if (words === undefined) {
      problems.push(
        problem(
          'sentinel/unreadable-line',
          path,
          at,
          'Sentinel refuses to start with this line: a quote is not closed, or is followed by other text.',
          'Close the quote, and leave a blank behind it.',
        ),
      );
      continue;
    }
    const names = words[0]?.value.toLowerCase() === 'sentinel' ? 2 : 1;
    const name = words[names - 1]?.value.toLowerCase() ?? 'sentinel';
    directives.push({ name, args: words.slice(names), at });
  }
  return { sentinel: { path, directives }, problems };
}

function wordsOf(path: string, line: number, text: string): readonly SaidWord[] | undefined {
  const words: SaidWord[] = [];
  let offset = text.length - text.trimStart().length;
  while (offset < text.length) {
    WORD.lastIndex = offset;
    const match = WORD.exec(text);
    if (match === null) return undefined;
    const value = match[1] ?? match[2] ?? match[3] ?? '';
    words.push({ value, at: spanInLine(path, line, offset + 1, match[0].length) });
    offset = WORD.lastIndex;
    while (offset < text.length && /\s/.test(text.charAt(offset))) offset += 1;
  }
  return words;
}
