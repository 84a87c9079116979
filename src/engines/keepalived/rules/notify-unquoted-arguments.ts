import type { Finding, Rule } from '../../../base/rule.ts';
import type { SourceEntry, SourceWord } from '../grammar/source.ts';
import { wordsSpan } from '../grammar/word-span.ts';
import type { KeepalivedBlock, KeepalivedMeaning } from '../meaning/meaning.ts';
import type { KeepalivedSubject } from './subject.ts';

/** Words that are states, and arguments of nearly every notify script; `backup` is also a user of Debian. */
const STATES = new Set(['master', 'backup', 'fault', 'stop', 'deleted', 'instance', 'group']);

export const notifyUnquotedArguments: Rule<KeepalivedSubject> = {
  code: 'keepalived/notify-unquoted-arguments',
  severity: 'error',
  title: 'Argument of a notify script read as user',
  why: 'Keepalived takes the second word of notify_master and its like for the user to run the script as, the third for the group: the script is dropped, or runs as a stranger without its argument.',
  source:
    'keepalived.conf(5), notify scripts; measured with 2.2.7: user "master" unknown, the script is disabled; user "backup" exists on Debian, the script runs as uid 34 without argument; acassen/keepalived#600, #1091',
  find: ({ keepalived }) =>
    blocksOf(keepalived).flatMap((block) => {
      const lines = (block.entry.block ?? []).filter(({ words: [keyword] }) =>
        /^notify(?:_(?!fifo|priority)|$)/.test(keyword?.value ?? ''),
      );
      return lines.flatMap((line) => findIn(block, line, keepalived));
    }),
};

/** Blocks that may have notify scripts for transitions. */
function blocksOf({ instances, syncGroups }: KeepalivedMeaning): readonly KeepalivedBlock[] {
  return [...instances, ...syncGroups];
}

function findIn(
  { path }: KeepalivedBlock,
  line: SourceEntry,
  meaning: KeepalivedMeaning,
): readonly Finding[] {
  const [keyword, script, user, ...others] = line.words;
  const last = line.words.at(-1);
  if (keyword === undefined || script === undefined || user === undefined || last === undefined) return [];
  const names = [...meaning.instances, ...meaning.syncGroups].map(({ name }) => name);
  const isArgument =
    others.length > 1 ||
    STATES.has(user.value.toLowerCase()) ||
    names.includes(user.value) ||
    !isUserName(user.value);
  if (user.isOpen || !isArgument) return [];
  const command = line.words.slice(1);
  const canQuote = command.every(({ raw, isOpen }) => !/["\\]/.test(raw) && !isOpen);
  const text = command.map(({ raw }) => raw).join(' ');
  return [
    {
      at: wordsSpan(path, script, last),
      message: `Keepalived takes "${user.value}" for the name of the user that ${keyword.value} shall run ${script.value} as${groupIn(others)}: the script does not run when there is no such user, and without this argument when there is one.`,
      remedy: 'put the script and its arguments into one pair of double quotes.',
      ...(canQuote ? { fix: [{ span: wordsSpan(path, script, last), text: `"${text}"` }] } : {}),
    },
  ];
}

function groupIn(others: readonly SourceWord[]): string {
  return others[0] === undefined ? '' : `, and "${others[0].value}" for its group`;
}

/** What useradd(8) of the distributions accepts: lower case. */
function isUserName(text: string): boolean {
  return /^[a-z_][a-z0-9_.-]*\$?$/.test(text);
}
