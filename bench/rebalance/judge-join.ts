import type { ClusterOrder } from './cluster-spec.ts';
import type { JoinFigures } from './measure-join.ts';

/** What Wazuh's own HAProxy helper needed for the same: 3,000 agents, the defaults, once with and once without an old `hard-stop-after`. */
export const HELPER = {
  balanced: '93 to 184 s',
  reconnects: '3,399 to 5,244',
  reloads: '2',
  mostDown: '396 to 2,250',
  worst: '1,188 to 2,250',
} as const;

/** Of 3,000 agents, of which 750 must move. */
const OF_AGENTS = 3_000;

export interface Limits {
  readonly balancedMs: number;
  readonly reconnects: number;
  readonly reloads: number;
  readonly mostDown: number;
  readonly worst: number;
}

/** What must hold; for more agents at the same pace it takes longer in proportion. */
export function limitsOf({ rate, agents }: ClusterOrder): Limits {
  const times = agents / OF_AGENTS;
  return {
    balancedMs: (rate === 'unlimited' ? 4_000 : 15_000) * times,
    reconnects: 760 * times,
    reloads: 0,
    // 5 % of all agents may be on the move at one time.
    mostDown: 150 * times,
    worst: 1_000 * times,
  };
}

/** What is missed, a sentence each. */
export function missedBy(order: ClusterOrder, figures: JoinFigures): readonly string[] {
  const limits = limitsOf(order);
  const what = `${order.means} at ${order.rate}`;
  return (Object.keys(limits) as (keyof Limits)[])
    .filter((key) => !(figures[key] <= limits[key]))
    .map((key) => `${what}: ${key} is ${Math.round(figures[key])}, not ${limits[key]} at most`);
}
