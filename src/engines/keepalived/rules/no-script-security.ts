import type { Finding, Rule } from '../../../base/rule.ts';
import type { Span } from '../../../base/text-range.ts';
import { wordSpan } from '../grammar/word-span.ts';
import { globalOf, isGlobalKnown } from '../meaning/in-force.ts';
import type { KeepalivedMeaning } from '../meaning/meaning.ts';
import type { KeepalivedSubject } from './subject.ts';

/** Where users may write by design. */
const OTHERS_WRITE = /^\/(?:tmp|var\/tmp|dev\/shm|home)\//;

export const noScriptSecurity: Rule<KeepalivedSubject> = {
  code: 'keepalived/no-script-security',
  severity: 'info',
  title: 'Nobody checks who may change the scripts',
  why: 'Keepalived runs as root. Without enable_script_security it runs a script that others may overwrite, and so does what they like.',
  source:
    'keepalived -t ends with 6: "SECURITY VIOLATION - scripts are being executed but script_security not enabled."',
  find: ({ keepalived }) => {
    const isSaid = globalOf(keepalived, 'enable_script_security') !== undefined;
    if (isSaid || !isGlobalKnown(keepalived, 'enable_script_security')) return [];
    const runs = runsOf(keepalived);
    // What holds for the whole file is said once.
    const first = runs.find(({ command }) => !OTHERS_WRITE.test(command));
    return runs.flatMap((run): readonly Finding[] => {
      const isOpenToAll = OTHERS_WRITE.test(run.command);
      if (!isOpenToAll && run !== first) return [];
      const where = isOpenToAll ? ` stands where ordinary users may write, and` : '';
      return [
        {
          at: run.at,
          message: `${run.what}${where} is run without a check of who may change it: enable_script_security is not set.`,
          remedy:
            'write "enable_script_security" and "script_user keepalived_script" into global_defs, and create that user.',
          ...(isOpenToAll ? { severity: 'error' as const } : {}),
        },
      ];
    });
  },
};

interface Run {
  readonly command: string;
  readonly at: Span;
  readonly what: string;
}

/** Every script that Keepalived runs: checks, and notifications of instances. */
function runsOf({ scripts, instances }: KeepalivedMeaning): readonly Run[] {
  return [
    ...scripts.flatMap(({ command, name }): Run[] =>
      command === undefined
        ? []
        : [{ command: command.value, at: command.at, what: `The script of ${name}` }],
    ),
    ...instances.flatMap(({ notifies, name, path }) =>
      notifies.flatMap(({ event, entry }): Run[] => {
        const word = entry.words[1];
        if (word === undefined || word.isOpen) return [];
        return [{ command: word.value, at: wordSpan(path, word), what: `The script of ${event} in ${name}` }];
      }),
    ),
  ];
}
