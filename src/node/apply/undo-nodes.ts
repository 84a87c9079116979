import type { Clock } from './apply-ports.ts';
import type { PlainFault } from './apply-progress.ts';
import { LEASE_MS } from './keep-lease.ts';
import type { TrialOrder } from './orders.ts';
import type { Turn } from './plan-turns.ts';
import type { ProgressKeeper } from './progress-keeper.ts';
import { listed } from './say.ts';
import type { TrialDoor } from './trial-door.ts';
import { tryFor } from './try-for.ts';

/** By then a node that lives has undone it by itself. */
const UNDO_DEADLINE_MS = LEASE_MS + 5_000;

/**
 * Puts the former release back on every node that may have another one, the last one that was changed first: it serves. Nodes
 * that had stepped back from a VIP step back once more before, so that two never hold it on the way back either.
 * @returns nodes of which it is not known
 */
export async function undoNodes(
  order: TrialOrder,
  turns: readonly Turn[],
  doors: ReadonlyMap<string, TrialDoor>,
  clock: Clock,
  progress: ProgressKeeper,
): Promise<readonly string[]> {
  const last = new Map(turns.map((turn) => [turn.node, turn]));
  const earlier = turns.filter(({ step }) => step?.of === 'next');
  const apart = earlier.filter(({ node }) => last.get(node)?.step === undefined);
  for (const { node, step } of apart) {
    // One that cannot is undone all the same.
    await doors
      .get(node)!
      .startTrial(step === undefined ? order : { ...order, step })
      .catch(() => undefined);
  }
  const isApart = (node: string) => earlier.some((turn) => turn.node === node);
  const nodes = [...new Set(turns.map(({ node }) => node).toReversed())];
  const inOrder = [...nodes.filter((node) => !isApart(node)), ...nodes.filter(isApart)];
  const silent: string[] = [];
  for (const node of inOrder) {
    if (!(await undoNode(node, 0))) silent.push(node);
  }
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
