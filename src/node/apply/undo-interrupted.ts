import { interrupted } from './apply-faults.ts';
import type { Clock } from './apply-ports.ts';
import type { TrialOrder } from './orders.ts';
import { type ProgressKeeper, plainFault } from './progress-keeper.ts';
import type { TrialDoor } from './trial-door.ts';
import { endUndone, undoNodes } from './undo-nodes.ts';

/** The coordinator was restarted before it accepted the release: it is taken back everywhere, on whichever nodes it was. */
export async function undoInterrupted(
  order: TrialOrder,
  nodes: readonly string[],
  doors: ReadonlyMap<string, TrialDoor>,
  clock: Clock,
  progress: ProgressKeeper,
): Promise<void> {
  const turns = nodes.map((node) => ({ node, step: undefined }));
  const stuck = await undoNodes(order, turns, doors, clock, progress);
  endUndone(order, plainFault(interrupted(order.coordinator)), stuck, progress);
}
