import type { NodeService } from '../../../src/node/api/node-service.ts';
import type { ApplyPorts } from '../../../src/node/apply/apply-ports.ts';
import { CatchUp } from '../../../src/node/apply/catch-up.ts';
import { Coordinator } from '../../../src/node/apply/coordinator.ts';
import type { Listener } from '../../../src/node/apply/progress-keeper.ts';
import { Trials } from '../../../src/node/apply/trials.ts';
import type { NodeFinding, NodeRelease } from '../../../src/node/status/node-observation.ts';

type Served =
  | 'progress'
  | 'apply'
  | 'rollback'
  | 'confirm'
  | 'undo'
  | 'check'
  | 'startTrial'
  | 'renewTrial'
  | 'keepTrial'
  | 'undoTrial';

/** What of a daemon takes part in an apply. */
export interface ModelDaemon extends Pick<NodeService, Served> {
  readonly trial: NodeRelease['trial'];
  readonly findings: readonly Pick<NodeFinding, 'code' | 'message'>[];
  /** One beat: trials are looked after, and what peers have is heard. */
  tick(heard: ReadonlyMap<string, NodeRelease>): Promise<void>;
}

export async function startModelDaemon(ports: ApplyPorts, listener: Listener): Promise<ModelDaemon> {
  const trials = new Trials(ports);
  const coordinator = new Coordinator(ports, trials, listener);
  const catchUp = new CatchUp(ports, trials);
  await trials.resume();
  await coordinator.resume();
  return {
    get trial() {
      return trials.trial;
    },
    get findings() {
      return [...(trials.trouble === undefined ? [] : [trials.trouble]), ...catchUp.findings];
    },
    async tick(heard) {
      await trials.tick();
      if (coordinator.order === undefined) await catchUp.consider(heard);
    },
    progress: async () => coordinator.progress,
    apply: (order, who, ifMatch) => coordinator.apply(order, who, ifMatch),
    rollback: (order, who, ifMatch) => coordinator.rollback(order, who, ifMatch),
    confirm: (who) => coordinator.confirm(who),
    undo: (who) => coordinator.undo(who),
    check: (order) => trials.check(order),
    startTrial: (order) => trials.start(order),
    renewTrial: async (apply) => trials.renew(apply),
    keepTrial: (apply) => trials.keep(apply),
    undoTrial: (apply) => trials.undo(apply),
  };
}
