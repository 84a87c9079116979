import { Fault } from '../../base/fault.ts';
import type { Site } from '../../site/site.ts';
import type { Forced } from '../in-force/forced.ts';
import type { NodeLook } from '../status/node-look.ts';
import type { Clock } from './apply-ports.ts';
import type { NodeProgress } from './apply-progress.ts';
import type { TrialOrder } from './orders.ts';
import type { Turn } from './plan-turns.ts';
import type { ProgressKeeper } from './progress-keeper.ts';
import { saidBy } from './said-by.ts';
import { stepBack } from './step-back.ts';
import type { TrialDoor } from './trial-door.ts';
import { waitHealthy } from './wait-healthy.ts';

export interface NodeChange {
  readonly turn: Turn;
  readonly door: TrialDoor;
  readonly order: TrialOrder;
  readonly next: Site;
  readonly former: Site | undefined;
  readonly before: NodeLook;
  readonly mayMove: readonly string[];
  readonly mustHold: readonly string[];
  readonly clock: Clock;
  readonly progress: ProgressKeeper;
  /** From now on the node may have the release on trial. */
  readonly started: () => void;
  readonly mayGoOn: () => void;
}

/**
 * Puts one node's files in force and waits until it is well.
 * @throws Fault of the node, or `node/unhealthy-after-change`
 */
export async function changeNode(change: NodeChange): Promise<void> {
  const { turn, door, order, next, former, before, clock, progress, mayGoOn } = change;
  const { node, step } = turn;
  const begin = clock.elapsed();
  const standing = progress.now.nodes.find((one) => one.node === node);
  const isFirst = standing?.stage === 'checked';
  progress.node(node, {
    stage: 'applying',
    says: saysOf(turn),
    // What the check foretold gives way to what is counted.
    ...(isFirst && { sessionsCut: 0 }),
  });
  progress.say(`${node}: ${saysOf(turn)}`);
  try {
    const forced = await door.startTrial(step === undefined ? order : { ...order, step });
    change.started();
    const now = progress.now.nodes.find((one) => one.node === node);
    progress.node(node, {
      how: worse(isFirst ? undefined : standing?.how, forced.how),
      sessionsCut: (now?.sessionsCut ?? 0) + forced.sessionsCut,
      says: [...forced.steps, ...forced.notes].join('; '),
    });
    const site = step?.of === 'former' && former !== undefined ? former : next;
    await waitHealthy({
      apply: order.apply,
      door,
      clock,
      expected: {
        node,
        site: step === undefined ? site : stepBack(site, node, step.without),
        former,
        before,
        mayMove: change.mayMove,
        mustHold: step?.of === 'former' ? [] : change.mustHold,
      },
      isAnew: forced.how === 'reload' || forced.how === 'keepalived',
      mayGoOn,
    });
    progress.node(node, {
      stage: 'applied',
      tookMs: Math.round((standing?.tookMs ?? 0) + clock.elapsed() - begin),
    });
  } catch (error) {
    progress.node(node, { stage: 'failed', says: error instanceof Error ? error.message : String(error) });
    throw error instanceof Fault ? saidBy([node], error) : error;
  }
}

const WAYS = ['nothing', 'runtime', 'keepalived', 'reload'] as const;

/** Of several turns of a node the one that touched most. */
function worse(before: NodeProgress['how'], now: Forced['how']): Forced['how'] {
  return before !== undefined && WAYS.indexOf(before) > WAYS.indexOf(now) ? before : now;
}

function saysOf({ step }: Turn): string {
  if (step === undefined) return 'The release is put in force.';
  const vips = step.without.join(', ');
  return step.of === 'former'
    ? `It steps back from VIP ${vips}, so that two never hold it.`
    : `The release is put in force, without VIP ${vips} yet.`;
}
