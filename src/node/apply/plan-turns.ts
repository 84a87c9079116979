import type { TrialStep } from './orders.ts';

/** One change of one node. */
export interface Turn {
  readonly node: string;
  /** undefined = the release itself. */
  readonly step: TrialStep | undefined;
}

/** Who takes part in a change, in the spec's order. */
export interface Cast {
  /** In the former site, not in the next one. */
  readonly leaving: readonly string[];
  /** In both. */
  readonly staying: readonly string[];
  /** In the next one alone. */
  readonly joining: readonly string[];
}

/**
 * In which order nodes are changed, once those that leave have left.
 *
 * 1. Nodes that hold no VIP come before those that hold one: what is wrong shows where nobody is served. Nodes that join
 *    come last: before, nobody would speak with them.
 * 2. Nodes of which one has the former and one the next instance of an interrupted VIP do not hear each other. So only the
 *    *owner* of such a VIP has it while the nodes are changed: the others step back from it first, with the former release,
 *    and join again when all have the next one. Never do two have it, and it is interrupted only while its owner's
 *    Keepalived begins anew; for that time nobody could take it over.
 *
 * @param owners interrupted VIP → who has it meanwhile: its holder, or who shall be
 */
export function planTurns(
  { staying, joining }: Cast,
  holders: Readonly<Record<string, string>>,
  owners: Readonly<Record<string, string>>,
): readonly Turn[] {
  const held = new Set(Object.values(holders));
  const order = [
    ...staying.filter((node) => !held.has(node)),
    ...staying.filter((node) => held.has(node)),
    ...joining,
  ];
  const without = (node: string) => Object.keys(owners).filter((vip) => owners[vip] !== node);
  const apart = order.filter((node) => without(node).length > 0);
  return [
    ...apart
      .filter((node) => staying.includes(node))
      .map((node): Turn => ({ node, step: { of: 'former', without: without(node) } })),
    ...order.map(
      (node): Turn => ({
        node,
        step: without(node).length === 0 ? undefined : { of: 'next', without: without(node) },
      }),
    ),
    ...apart.map((node): Turn => ({ node, step: undefined })),
  ];
}

/** Who takes part, from the names of both sites' nodes and of those that answered. */
export function castOf(
  former: readonly string[],
  next: readonly string[],
  answer: ReadonlySet<string>,
): Cast {
  return {
    leaving: former.filter((node) => !next.includes(node) && answer.has(node)),
    staying: next.filter((node) => former.includes(node) && answer.has(node)),
    joining: next.filter((node) => !former.includes(node) && answer.has(node)),
  };
}
