import type { Finding, Rule } from '../../../base/rule.ts';
import type { HaproxySubject } from './subject.ts';

export const hashCutsValue: Rule<HaproxySubject> = {
  code: 'haproxy/hash-cuts-value',
  severity: 'warning',
  title: 'A # cuts the end off a value',
  why: 'An unquoted # begins a comment, also in the middle of a word: a password, a path or an expression silently loses its end.',
  source: 'measured: haproxy 2.6 -c, -dW and -dD accept it silently; configuration manual, 2.2',
  find: ({ haproxy }) =>
    haproxy.sources.flatMap(({ path, lines }) =>
      lines.flatMap(({ line, words, rest }): Finding[] => {
        const word = words.at(-1);
        if (word === undefined || !/^#\S/.test(rest)) return [];
        const cut = /^#\S*/.exec(rest)?.[0] ?? '';
        const column = word.column + word.raw.length;
        return [
          {
            at: { path, line, column: word.column, endLine: line, endColumn: column + cut.length },
            message: `HAProxy reads only "${word.value}" here: the unquoted # makes a comment of all that follows.`,
            remedy: 'put the value in quotes or write \\#; for a comment, put a blank before the #.',
          },
        ];
      }),
    ),
};
