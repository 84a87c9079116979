import type { Rule } from '../../../base/rule.ts';
import { commandsOf } from '../grammar/commands-of.ts';
import { knownVariables } from '../grammar/known-variables.ts';
import { serviceCommand } from './engine-commands.ts';
import { isCheck } from './is-check.ts';
import type { ScriptSubject } from './subject.ts';

export const checkRestartsEngine: Rule<ScriptSubject> = {
  code: 'script/check-restarts-engine',
  severity: 'warning',
  title: 'A check restarts what it checks',
  why: 'A check runs every few seconds and is killed at its time limit: it restarts an engine that was only slow, cuts every session, does so again before the engine is up, and hides the failure from the fail-over.',
  source: 'keepalived.conf(5), vrrp_script: timeout; systemd.service(5): Restart=',
  find({ script }) {
    if (!isCheck(script)) return [];
    const known = knownVariables(script);
    return commandsOf(script.steps).flatMap(({ command }) => {
      const service = serviceCommand(command, known);
      if (service === undefined || !/^(?:start|restart|try-restart)$/.test(service.verb)) return [];
      return [
        {
          at: command.at,
          message: `This check runs ${service.verb} on ${service.engine}: the failure is hidden from whoever asked, and while ${service.engine} is slow or starts it is done again and again.`,
          remedy: `let the check only tell, and let systemd restart ${service.engine} (Restart=always).`,
        },
      ];
    });
  },
};
