import type { NodeService } from '../api/node-service.ts';
import type { NodeFinding, NodeRelease } from '../status/node-observation.ts';
import { applyInProgress } from './apply-faults.ts';
import type { ApplyPorts } from './apply-ports.ts';
import type { ApplyProgress } from './apply-progress.ts';
import { CatchUp } from './catch-up.ts';
import { Coordinator } from './coordinator.ts';
import type { Listener } from './progress-keeper.ts';
import { Trials } from './trials.ts';

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

/** How a node's daemon takes part in changes of the site: what it serves of them, and what its cycle has to do. */
export interface Changes extends Pick<NodeService, Served> {
  /** For the observation. */
  readonly trial: NodeRelease['trial'];
  /** A change is on here: what is in force is no drift, and intents wait for its end. */
  readonly isBusy: boolean;
  readonly findings: readonly NodeFinding[];
  /**
   * One beat, at least every second; may be called while the last one is not over. `heard`: what each peer that answers now
   * says of its release.
   */
  tick(heard: ReadonlyMap<string, NodeRelease>): Promise<void>;
  /** Until the apply that this node coordinates has ended. */
  ended(): Promise<void>;
}

/**
 * Finishes or undoes first what a daemon that was killed has left.
 * @param listener is told each change of the progress. Default: nobody
 * @throws Fault `node/cannot-read-state` when it cannot be known whether something was left
 */
export async function openChanges(ports: ApplyPorts, listener: Listener = () => undefined): Promise<Changes> {
  const trials = new Trials(ports);
  const coordinator = new Coordinator(ports, trials, listener);
  const catchUp = new CatchUp(ports, trials);
  await trials.resume();
  await coordinator.resume();
  let beating = false;

  /** The door to the node that coordinates what is on trial here. */
  const elsewhere = () => {
    const name = trials.order?.coordinator;
    return coordinator.order === undefined && name !== undefined ? ports.peers().get(name) : undefined;
  };

  return {
    get trial() {
      return trials.trial;
    },
    get isBusy() {
      return trials.order !== undefined || coordinator.order !== undefined;
    },
    get findings() {
      return [...troubleOf(trials, ports), ...catchUp.findings];
    },
    async tick(heard) {
      if (beating) return;
      beating = true;
      try {
        await trials.tick();
        if (coordinator.order === undefined) await catchUp.consider(heard);
      } finally {
        beating = false;
      }
    },
    ended: () => coordinator.ended(),
    progress: async () => {
      const there: ApplyProgress | undefined = await elsewhere()
        ?.progress()
        .catch(() => undefined);
      return there ?? coordinator.progress;
    },
    apply: (order, who, ifMatch) => coordinator.apply(order, who, ifMatch),
    rollback: (order, who, ifMatch) => coordinator.rollback(order, who, ifMatch),
    confirm: (who) => elsewhere()?.confirm(who) ?? coordinator.confirm(who),
    undo: (who) => elsewhere()?.undo(who) ?? coordinator.undo(who),
    check: async (order) => {
      const own = coordinator.order;
      if (own !== undefined && own.apply !== order.apply) throw applyInProgress(own);
      return await trials.check(order);
    },
    startTrial: (order) => trials.start(order),
    renewTrial: async (apply) => trials.renew(apply),
    keepTrial: (apply) => trials.keep(apply),
    undoTrial: (apply) => trials.undo(apply),
  };
}

function troubleOf({ trouble }: Trials, { node, clock }: ApplyPorts): NodeFinding[] {
  if (trouble === undefined) return [];
  const { code, message, remedy } = trouble;
  const at = new Date(clock.now()).toISOString();
  return [{ code, about: `member ${node}`, severity: 'critical', message, remedy, at }];
}
