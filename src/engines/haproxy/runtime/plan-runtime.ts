import type { HaproxyMeaning } from '../meaning/meaning.ts';
import { abilitiesOf } from './abilities.ts';
import { compareRest } from './compare-rest.ts';
import type { LiveHaproxy, ServerAdmin } from './live.ts';
import { planCertificates, type WantedCertificate } from './plan-certificates.ts';
import { planLimits } from './plan-limits.ts';
import { planPool } from './plan-pool.ts';
import { type Planned, phaseOf } from './planned.ts';
import type { RuntimeStep } from './runtime-step.ts';
import { wantedOf } from './wanted.ts';

export interface RuntimeOrder {
  /** The file that the running HAProxy has read, with what it was told since. */
  readonly before: HaproxyMeaning;
  /** The file that is to be in force. */
  readonly after: HaproxyMeaning;
  readonly live: LiveHaproxy;
  /** Those whose content changes. Default: none. */
  readonly certificates?: readonly WantedCertificate[];
  /** `pool/server` → what operators want of it now. Default: where the files say nothing new, it stays as it is. */
  readonly states?: ReadonlyMap<string, ServerAdmin>;
  /** For servers that go: how long their sessions may end by themselves, and whether the rest is cut. Default: 30 s, cut. */
  readonly removal?: Removal;
}

export interface Removal {
  readonly withinMs: number;
  readonly closeSessions: boolean;
}

/**
 * Steps, in this order, after which a start with the new file would change nothing for traffic; no step = nothing to
 * do. `needsReload`: all reasons why the running HAProxy cannot be told, in words.
 */
export type RuntimePlan =
  | { readonly steps: readonly RuntimeStep[]; readonly notes: readonly string[] }
  | { readonly needsReload: readonly string[] };

const REMOVAL: Removal = { withinMs: 30_000, closeSessions: true };

export function planRuntime(order: RuntimeOrder): RuntimePlan {
  const { live, certificates = [], states = new Map<string, ServerAdmin>(), removal = REMOVAL } = order;
  const before = wantedOf(order.before);
  const after = wantedOf(order.after);
  const abilities = abilitiesOf(live.version);
  const formerPools = new Map(before.pools.map((pool) => [pool.name, pool]));
  const rest = compareRest(order.before, order.after);
  const planned: Planned[] = [
    { steps: [], notes: [], reasons: rest },
    planCertificates(certificates),
    planLimits(before, after, live),
    ...after.pools.flatMap((pool) => {
      const former = formerPools.get(pool.name);
      // A pool that is new is told by the comparison of the files.
      return former === undefined ? [] : [planPool({ former, pool, live, abilities, states, removal })];
    }),
  ];
  const reasons = planned.flatMap((one) => one.reasons);
  if (reasons.length > 0) return { needsReload: reasons };
  const steps = planned.flatMap((one) => one.steps);
  return {
    // What adds capacity first, what takes it away last.
    steps: steps.toSorted((one, other) => phaseOf(one) - phaseOf(other)),
    notes: planned.flatMap((one) => one.notes),
  };
}
