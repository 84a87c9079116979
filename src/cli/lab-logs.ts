import { Fault } from '../base/fault.ts';
import { findMember } from '../lab/find-member.ts';
import { openLab } from '../lab/open-lab.ts';
import { LOG_KEEPERS, type LogKeeper, readLogs } from '../lab/read-logs.ts';
import { chooseLab, type LabChoice } from './lab-name.ts';
import { say } from './say.ts';

/** `holdfast lab logs MEMBER [GUEST]`: without a guest all logs of the member, each line with its keeper. */
export async function labLogs(options: LabChoice, member: string, guest?: string): Promise<number> {
  const lab = await openLab(chooseLab(options));
  const name = findMember(lab, member);
  if (guest !== undefined && !isKeeper(guest)) {
    throw new Fault(
      'lab/unknown-log',
      `Nothing called ${guest} keeps a log in the lab.`,
      `name one of ${LOG_KEEPERS.join(', ')}`,
    );
  }
  const logs = readLogs(lab, name, guest);
  if (logs.every(({ text }) => text === '')) {
    say(`${name} has logged nothing${guest === undefined ? '' : ` as ${guest}`}.`);
  }
  for (const { keeper, text } of logs) {
    const prefix = logs.length > 1 ? `${keeper} | ` : '';
    for (const line of text.split('\n').filter((entry) => entry !== ''))
      process.stdout.write(`${prefix}${line}\n`);
  }
  return 0;
}

function isKeeper(word: string): word is LogKeeper {
  return (LOG_KEEPERS as readonly string[]).includes(word);
}
