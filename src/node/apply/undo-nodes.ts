import type { Site } from '../../site/site.ts';
import type { Clock } from './apply-ports.ts';
import type { PlainFault } from './apply-progress.ts';
import { LEASE_MS } from './keep-lease.ts';
import type { TrialOrder } from './orders.ts';
import type { ProgressKeeper } from './progress-keeper.ts';
import { listed } from './say.ts';
import type { TrialDoor } from './trial-door.ts';
import { tryFor } from './try-for.ts';
import { waitHeld } from './wait-held.ts';

/** By then a node that lives has undone it by itself. */
const UNDO_DEADLINE_MS = LEASE_MS + 5_000;

export interface Undoing {
  readonly order: TrialOrder;
  /** The first is undone first: who holds a VIP comes before the others. */
  readonly nodes: readonly string[];
  /** Of `nodes`: those that have stepped back → the VIPs that they join again, last of all. */
  readonly joining: ReadonlyMap<string, readonly string[]>;
  /** What is put back; undefined = nothing was in force. */
  readonly former: Site | undefined;
  readonly doors: ReadonlyMap<string, TrialDoor>;
  readonly clock: Clock;
  readonly progress: ProgressKeeper;
}

/**
 * Puts the former release back on every node that may have another one, so that no VIP is on two on the way back either: nodes
 * that had stepped back from it join it when its owner has it again.
 * @returns nodes of which it is not known
 */
export async function undoNodes(undoing: Undoing): Promise<readonly string[]> {
  const { order, nodes, joining, former, doors, clock, progress } = undoing;
  const silent: string[] = [];
  const owners = nodes.filter((node) => !joining.has(node));
  for (const node of owners) if (!(await undoNode(node, 0))) silent.push(node);
  // One that is silent is not seen to have it, and is not waited for.
  if (former !== undefined && silent.length === 0)
    await waitHeld(former, [...joining.values()].flat(), doors, clock);
  for (const node of joining.keys()) if (!(await undoNode(node, 0))) silent.push(node);
  const stuck = await Promise.all(
    silent.map(async (node) => ((await undoNode(node, UNDO_DEADLINE_MS)) ? [] : [node])),
  );
  return stuck.flat();

  async function undoNode(node: string, deadlineMs: number): Promise<boolean> {
    // One that could not undo it tries again by itself; it is asked for as long as one that is silent.
    const error = await tryFor(
      clock,
      deadlineMs,
      () => doors.get(node)!.undoTrial(order.apply),
      () => false,
    );
    progress.node(
      node,
      error === undefined
        ? { stage: 'undone', says: 'The former release is in force again.' }
        : { stage: 'failed', says: error.message },
    );
    return error === undefined;
  }
}

/** How an apply ended that was taken back. */
export function endUndone(
  { base }: TrialOrder,
  fault: PlainFault,
  stuck: readonly string[],
  progress: ProgressKeeper,
): void {
  const former = base === 0 ? 'What was there before' : `Revision ${base}`;
  if (stuck.length === 0) {
    progress.stage('undone', `${fault.message} ${former} is in force again on all nodes.`, { fault });
  } else {
    progress.stage(
      'stuck',
      `${fault.message} Whether the former release is in force again on ${listed(stuck)} is not known; the daemon there puts it back as soon as it can.`,
      { fault },
    );
  }
}
