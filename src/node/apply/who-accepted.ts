import type { NodeDoor } from '../api/node-door.ts';
import type { TrialOrder } from './orders.ts';

/** The first peer that says that it has accepted the order's revision with the order's release. */
export async function whoAccepted(
  peers: ReadonlyMap<string, NodeDoor>,
  order: TrialOrder,
): Promise<string | undefined> {
  const answers = await Promise.all(
    [...peers].map(async ([node, door]) => {
      const { revisions } = await door.history().catch(() => ({ revisions: [] }));
      return revisions.some(({ number, release }) => number === order.revision && release === order.release)
        ? node
        : undefined;
    }),
  );
  return answers.find((node) => node !== undefined);
}
