import type { Finding, Rule } from '../../../base/rule.ts';
import type { Span } from '../../../base/text-range.ts';
import { wordSpan } from '../grammar/word-span.ts';
import type { KeepalivedSubject } from './subject.ts';

export const scriptPathRelative: Rule<KeepalivedSubject> = {
  code: 'keepalived/script-path-relative',
  severity: 'error',
  title: 'Script path depends on the working directory',
  why: 'Keepalived changes to the folder / when it starts: a path that does not begin with / is not found there, and the check or the notification is disabled.',
  source: 'measured with 2.2.7: keepalived -t: "Disabling track script … since not found/accessible"',
  find: ({ keepalived }) => [
    ...keepalived.scripts.flatMap(({ command }) =>
      command === undefined ? [] : relative(command.value, command.at),
    ),
    ...keepalived.instances.flatMap(({ notifies, path }) =>
      notifies.flatMap(({ entry }) => {
        const word = entry.words[1];
        return word === undefined || word.isOpen ? [] : relative(word.value, wordSpan(path, word));
      }),
    ),
  ],
};

/** A bare name is looked for in the usual folders of programs; one with a slash is not. */
function relative(command: string, at: Span): readonly Finding[] {
  const [program = ''] = command.split(/\s/);
  if (!/^[\w.~-]+\//.test(program)) return [];
  return [
    {
      at,
      message: `${program} is looked for from the folder / on, where Keepalived runs: the script is not found, and Keepalived goes on without it.`,
      remedy: 'write the whole path, beginning with "/".',
    },
  ];
}
