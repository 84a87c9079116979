import { type Problem, problem } from '../../../base/problem.ts';
import type { LineFault } from './line-fault.ts';
import type { SourceLine } from './source.ts';

/** MAX_LINE_ARGS of HAProxy's defaults.h, unchanged from 2.4 to 3.2. */
const MAX_WORDS = 64;

const NONE: readonly Problem[] = [];

/** What is wrong with one line by itself; `start` and `next` are the indices of its text. */
export function lineProblems(
  path: string,
  line: SourceLine,
  start: number,
  next: number,
  faults: readonly LineFault[],
): readonly Problem[] {
  const { words, end } = line;
  if (faults.length === 0 && words.length <= MAX_WORDS && end !== '') return NONE;
  const problems = faults.map(({ kind, index }) =>
    FAULTS[kind](path, { line: line.line, column: index - start + 1 }),
  );
  const tooMany = words[MAX_WORDS];
  if (tooMany !== undefined) {
    problems.push(
      problem(
        'haproxy/too-many-words',
        path,
        { line: line.line, column: tooMany.column },
        `The line has ${words.length} words, and HAProxy reads at most ${MAX_WORDS}: it refuses the file.`,
        'spread the words over several lines (an acl may be repeated under the same name), or put the list in a file (-f).',
      ),
    );
  }
  if (end === '') {
    problems.push(
      problem(
        'haproxy/no-final-newline',
        path,
        { line: line.line, column: next - start + 1 },
        'The last line has no newline at its end: HAProxy takes the file for truncated and refuses it.',
        'end the file with a newline.',
      ),
    );
  }
  return problems;
}

const FAULTS: Readonly<
  Record<LineFault['kind'], (path: string, place: { line: number; column: number }) => Problem>
> = {
  'byte-order-mark': (path, place) =>
    problem(
      'haproxy/byte-order-mark',
      path,
      place,
      'The file begins with a byte order mark: HAProxy reads it as part of the first keyword and refuses the file.',
      'save the file as UTF-8 without a byte order mark.',
    ),
  'unclosed-quote': (path, place) =>
    problem(
      'haproxy/unclosed-quote',
      path,
      place,
      'The quote is not closed on this line: HAProxy refuses the file.',
      'close the quote, or write \\" or \\\' for a quote that is meant as a character.',
    ),
  'bad-hex-escape': (path, place) =>
    problem(
      'haproxy/bad-hex-escape',
      path,
      place,
      'Two hexadecimal digits must follow \\x: HAProxy refuses the file.',
      'write two digits such as \\x0a, or \\\\x for a backslash and an x.',
    ),
  'bad-variable': (path, place) =>
    problem(
      'haproxy/bad-variable',
      path,
      place,
      'In double quotes a dollar begins an environment variable, and this is none: a name begins with a letter, _ or ., and a brace must be closed. HAProxy refuses the file.',
      'write "${NAME}", or \\$ or single quotes for a dollar that is meant as a character.',
    ),
  'nul-character': (path, place) =>
    problem(
      'haproxy/nul-character',
      path,
      place,
      'A NUL character stands here: HAProxy refuses the file.',
      'delete the character; the file may have been damaged, or saved as UTF-16.',
    ),
  'text-behind-carriage-return': (path, place) =>
    problem(
      'haproxy/text-behind-carriage-return',
      path,
      place,
      'A carriage return ends the line for HAProxy: what stands behind it is silently ignored.',
      'put what follows on a line of its own, with a newline.',
      'warning',
    ),
};
