import type { Site } from '../../site/site.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import { interrupted } from './apply-faults.ts';
import type { Clock } from './apply-ports.ts';
import { holdersOf, ownersOf } from './holders.ts';
import { interruptedVips } from './interrupted-vips.ts';
import { LEASE_MS } from './keep-lease.ts';
import type { TrialOrder } from './orders.ts';
import { castOf } from './plan-turns.ts';
import { type ProgressKeeper, plainFault } from './progress-keeper.ts';
import type { TrialDoor } from './trial-door.ts';
import { tryFor } from './try-for.ts';
import { endUndone, undoNodes } from './undo-nodes.ts';

/** A daemon that was killed with ours is there again by then. */
const ANSWER_MS = LEASE_MS / 2;

export interface Interrupted {
  readonly order: TrialOrder;
  readonly nodes: readonly string[];
  readonly former: Site | undefined;
  readonly next: Site | undefined;
  readonly doors: ReadonlyMap<string, TrialDoor>;
  readonly clock: Clock;
  readonly progress: ProgressKeeper;
}

/**
 * The coordinator was restarted before it accepted the release: it is taken back everywhere, on whichever nodes it was. Who
 * does not hold a VIP whose instances do not understand each other steps back from it first, so that two never hold it.
 */
export async function undoInterrupted(given: Interrupted): Promise<void> {
  const { order, nodes, doors, clock, progress } = given;
  const without = await vipsToStepBackFrom(given);
  for (const [node, vips] of without) {
    // One that cannot is undone all the same.
    await doors
      .get(node)!
      .startTrial({ ...order, step: { of: 'former', without: vips } })
      .catch(() => undefined);
  }
  const { former } = given;
  const stuck = await undoNodes({ order, nodes, joining: without, former, doors, clock, progress });
  endUndone(order, plainFault(interrupted(order.coordinator)), stuck, progress);
}

/** Node → interrupted VIPs that it does not own. */
async function vipsToStepBackFrom({
  former,
  next,
  doors,
  clock,
}: Interrupted): Promise<ReadonlyMap<string, readonly string[]>> {
  if (former === undefined || next === undefined) return new Map();
  const vips = interruptedVips(former, next);
  if (vips.length === 0) return new Map();
  const answers = await Promise.all(
    [...doors].map(async ([node, door]) => {
      let observation: NodeObservation | undefined;
      await tryFor(clock, ANSWER_MS, async () => (observation = await door.observation()));
      return observation === undefined ? [] : [[node, { observation }] as const];
    }),
  );
  const looks = new Map(answers.flat());
  const names = (site: Site) => site.nodes.map(({ name }) => name);
  const cast = castOf(names(former), names(next), new Set(looks.keys()));
  const owners = ownersOf(vips, next, { ...holdersOf(former, looks), ...holdersOf(next, looks) }, cast);
  return new Map(
    cast.staying.flatMap((node) => {
      const others = Object.keys(owners).filter((vip) => owners[vip] !== node);
      return others.length === 0 ? [] : [[node, others]];
    }),
  );
}
