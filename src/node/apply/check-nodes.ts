import { Fault } from '../../base/fault.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import { behind, peerUnreachable, releaseUnlike } from './apply-faults.ts';
import type { Checked, TrialOrder } from './orders.ts';
import { reachOf } from './reach.ts';
import { saidBy } from './said-by.ts';
import type { TrialDoor } from './trial-door.ts';

/** A node that said yes, and how it was then. */
export interface CheckedNode {
  readonly checked: Checked;
  readonly observation: NodeObservation;
}

export interface CheckedNodes {
  readonly nodes: ReadonlyMap<string, CheckedNode>;
  /** Nodes that do not answer, with the reason. */
  readonly silent: Readonly<Record<string, string>>;
}

/**
 * Asks every node whether it could, and changes nothing.
 * @throws Fault of the first node that refuses, with the names of those that say the same; `node/peer-unreachable` unless `partial`
 */
export async function checkNodes(
  order: TrialOrder,
  doors: ReadonlyMap<string, TrialDoor>,
  partial: boolean,
): Promise<CheckedNodes> {
  const answers = await Promise.all(
    [...doors].map(async ([node, door]) => [node, await checkNode(order, door)] as const),
  );
  const refusals = answers.flatMap(([node, answer]) =>
    answer instanceof Fault && reachOf(answer) === 'refused' ? [{ node, fault: answer }] : [],
  );
  const [first] = refusals;
  if (first !== undefined) {
    const alike = refusals.filter(({ fault }) => fault.message === first.fault.message);
    throw saidBy(
      alike.map(({ node }) => node),
      first.fault,
    );
  }
  const silent = Object.fromEntries(
    answers.flatMap(([node, answer]) => (answer instanceof Fault ? [[node, answer.message]] : [])),
  );
  // Who is asked to do it is there by definition.
  const isAlone = Object.hasOwn(silent, order.coordinator);
  if (Object.keys(silent).length > 0 && (!partial || isAlone)) throw peerUnreachable(silent);
  const nodes = answers.flatMap(([node, answer]) =>
    answer instanceof Fault ? [] : [[node, answer] as const],
  );
  for (const [node, { checked }] of nodes) {
    if (checked.release !== order.release) throw releaseUnlike(node, order, checked.release);
    if (checked.revision > order.base) throw behind(order.coordinator, order.base, node, checked.revision);
  }
  return { nodes: new Map(nodes), silent };
}

async function checkNode(order: TrialOrder, door: TrialDoor): Promise<CheckedNode | Fault> {
  try {
    const [checked, observation] = await Promise.all([door.check(order), door.observation()]);
    return { checked, observation };
  } catch (error) {
    // Whatever is no Fault is a bug of ours.
    if (error instanceof Fault) return error;
    throw error;
  }
}
