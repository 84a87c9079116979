import type { Rule } from '../../../base/rule.ts';
import { baseName, commandsOf, programOf } from '../grammar/commands-of.ts';
import type { ScriptSubject } from './subject.ts';

const STATE = /\b(?:MASTER|BACKUP|FAULT)\b/;

export const stateFromLog: Rule<ScriptSubject> = {
  code: 'script/state-from-log',
  severity: 'warning',
  title: 'The VRRP state is guessed from the log',
  why: 'The log tells what was, and only when it was kept: after a reload, a rotation, or many other lines the last MASTER in it says nothing about who has the VIP now.',
  source: 'keepalived(8): signals USR1 and JSON; observed state is on the interface',
  find({ script }) {
    return commandsOf(script.steps).flatMap(({ command, pipeline, index }) => {
      const [program, ...rest] = programOf(command);
      if (!/^[ef]?grep$/.test(baseName(program?.value ?? ''))) return [];
      if (!rest.some(({ value }) => STATE.test(value))) return [];
      const readsJournal = pipeline.commands
        .slice(0, index)
        .some((before) => baseName(programOf(before)[0]?.value ?? '') === 'journalctl');
      const readsLog = [...pipeline.commands.slice(0, index), command].some(({ words }) =>
        words.some(({ value }) => /^\/var\/log\/(?:syslog|messages|daemon|keepalived)/.test(value)),
      );
      if (!readsJournal && !readsLog) return [];
      return [
        {
          at: pipeline.at,
          message:
            'The log only tells that the state was once entered: after a crash, a reload or a rotation it names a state that Keepalived no longer has.',
          remedy:
            'look at the interface (`ip -o addr show to VIP/32`), or let a notify script write the state into a file.',
        },
      ];
    });
  },
};
