import type { Turn } from './plan-turns.ts';
import { type Undoing, undoNodes } from './undo-nodes.ts';

/**
 * Takes back the turns of an apply, the last one first: it serves. Nodes that had joined a VIP again step back from it once
 * more before, while all have the next release.
 * @returns nodes of which it is not known whether they have the former release
 */
export async function undoTurns(
  turns: readonly Turn[],
  undoing: Omit<Undoing, 'nodes' | 'joining'>,
): Promise<readonly string[]> {
  const { order, doors } = undoing;
  const last = new Map(turns.map((turn) => [turn.node, turn.step]));
  const steps = new Map(
    turns.flatMap(({ node, step }) => (step === undefined ? [] : [[node, step] as const])),
  );
  for (const [node, step] of steps) {
    if (last.get(node) !== undefined) continue;
    // One that cannot is undone all the same.
    await doors
      .get(node)!
      .startTrial({ ...order, step })
      .catch(() => undefined);
  }
  const joining = new Map([...steps].map(([node, { without }]) => [node, without]));
  const nodes = [...new Set(turns.map(({ node }) => node).toReversed())];
  return await undoNodes({ ...undoing, nodes, joining });
}
