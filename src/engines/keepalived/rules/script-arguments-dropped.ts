import type { Finding, Rule } from '../../../base/rule.ts';
import { wordsSpan } from '../grammar/word-span.ts';
import { lastOf } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const scriptArgumentsDropped: Rule<KeepalivedSubject> = {
  code: 'keepalived/script-arguments-dropped',
  severity: 'error',
  title: 'Arguments of a check are dropped',
  why: 'Without quotes Keepalived takes the first word behind script alone: the check runs without its arguments and says something about nothing.',
  source:
    'measured with 2.2.7: of `script /bin/echo a b c` it runs `/bin/echo`; keepalived.conf(5): script <STRING>|<QUOTED-STRING>',
  find: ({ keepalived }) =>
    keepalived.scripts.flatMap((script): readonly Finding[] => {
      const words = lastOf(script, 'script')?.words.slice(1) ?? [];
      const [first] = words;
      const last = words.at(-1);
      if (first === undefined || last === undefined || words.length < 2 || first.isQuoted) return [];
      if (words.some(({ raw }) => /["'\\]/.test(raw))) return [];
      const span = wordsSpan(script.path, first, last);
      const dropped = words.slice(1).map(({ raw }) => raw);
      return [
        {
          at: span,
          message: `Keepalived runs ${first.value} without "${dropped.join(' ')}": only the first word behind script counts where there are no quotes.`,
          remedy: 'put the command and its arguments into one pair of double quotes.',
          fix: [{ span, text: `"${[first.raw, ...dropped].join(' ')}"` }],
        },
      ];
    }),
};
