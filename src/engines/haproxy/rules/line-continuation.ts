import type { Finding, Rule } from '../../../base/rule.ts';
import { isWhole } from './is-whole.ts';
import type { HaproxySubject } from './subject.ts';

export const lineContinuation: Rule<HaproxySubject> = {
  code: 'haproxy/line-continuation',
  severity: 'error',
  title: 'A line ends with a backslash',
  why: 'No version of HAProxy continues a line: the backslash is a word of its own, and the next line is read as a new keyword. HAProxy refuses the file, or silently takes half of the line.',
  source: 'measured: haproxy 2.6 -c answers "unknown keyword \'\\\'"; configuration manual, 2.2',
  find: ({ haproxy }) =>
    (isWhole(haproxy) ? haproxy.sources : []).flatMap(({ path, lines }) =>
      lines.flatMap(({ line, words, rest }): Finding[] => {
        const word = words.at(-1);
        // `\ ` is an escaped blank, `\\` an escaped backslash: an odd one at the very end escapes nothing.
        const slashes = /\\*$/.exec(word?.raw ?? '')?.[0].length ?? 0;
        if (word === undefined || slashes % 2 === 0 || rest.trim() !== '' || word.raw.startsWith("'"))
          return [];
        const column = word.column + word.raw.length - 1;
        return [
          {
            at: { path, line, column, endLine: line, endColumn: column + 1 },
            message:
              'HAProxy does not continue lines: the backslash is read as a word, and the next line as a keyword of its own.',
            remedy: 'write the whole rule in one line.',
          },
        ];
      }),
    ),
};
