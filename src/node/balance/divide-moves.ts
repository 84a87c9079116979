import type { Counts } from '../../balance/balance-plan.ts';

/**
 * Which node moves how many of a server's sessions: each in proportion to those that it has, and never more. Pure.
 * @param nodes node → server → its sessions; in the order in which rests are given out
 */
export function divideMoves(
  moves: Counts,
  nodes: Readonly<Record<string, Counts>>,
): Readonly<Record<string, Counts>> {
  const parts: Record<string, Record<string, number>> = {};
  for (const [server, wanted] of Object.entries(moves)) {
    const has = Object.entries(nodes).map(([node, counts]) => ({ node, count: counts[server] ?? 0 }));
    const total = has.reduce((sum, { count }) => sum + count, 0);
    let left = Math.min(wanted, total);
    let leftOf = total;
    for (const { node, count } of has) {
      if (count === 0) continue;
      // Rounded by what is left, so that nothing is lost and nobody gives more than it has.
      const part = Math.min(count, Math.ceil((left * count) / leftOf));
      leftOf -= count;
      left -= part;
      if (part > 0) (parts[node] ??= {})[server] = part;
    }
  }
  return parts;
}
