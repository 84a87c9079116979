import type { Rule } from '../../../base/rule.ts';
import { commandsOf } from '../grammar/commands-of.ts';
import { knownVariables } from '../grammar/known-variables.ts';
import type { Step } from '../grammar/source.ts';
import { serviceCommand } from './engine-commands.ts';
import type { ScriptSubject } from './subject.ts';

export const engineStartedOnTakeover: Rule<ScriptSubject> = {
  code: 'script/engine-started-on-takeover',
  severity: 'warning',
  title: 'The standby starts its balancer only at takeover',
  why: 'Clients are refused until the balancer has started, which may also fail just then, unseen before; and a standby whose Keepalived tracks the balancer is in FAULT while it is off, and never takes over.',
  source: 'keepalived.conf(5): notify scripts run after the transition, nobody waits for them; track_script',
  find({ script }) {
    const known = knownVariables(script);
    return masterArms(script.steps).flatMap((steps) =>
      commandsOf(steps).flatMap(({ command }) => {
        const service = serviceCommand(command, known);
        if (service === undefined || service.engine === 'keepalived') return [];
        if (!/^(?:start|restart)$/.test(service.verb)) return [];
        return [
          {
            at: command.at,
            message: `${service.engine} is ${service.verb}ed when this node has already taken the VIP: clients are refused until it listens, and a standby that tracks ${service.engine} is in FAULT meanwhile and never becomes MASTER.`,
            remedy: `Keep ${service.engine} running on every node (systemctl enable --now ${service.engine}).`,
          },
        ];
      }),
    );
  },
};

/** What a `case` runs for the state MASTER. */
function masterArms(steps: readonly Step[]): readonly (readonly Step[])[] {
  const arms: Step[][] = [];
  let open: Step[] | undefined;
  for (const step of steps) {
    if (step.kind === 'keyword' && (step.word === 'arm' || step.word === 'esac')) {
      const isMaster =
        step.word === 'arm' && step.words.some(({ value }) => value.toUpperCase() === 'MASTER');
      open = isMaster ? [] : undefined;
      if (open !== undefined) arms.push(open);
    } else open?.push(step);
  }
  return arms;
}
