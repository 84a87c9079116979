import type { WazuhCluster } from '../../site/site.ts';
import type { DiscoverFacts, WishedManager } from '../../wazuh/discover/discovery.ts';
import type { Intents } from '../intents/intent.ts';
import type { ServerState, SiteStatus } from '../status/site-status.ts';

/** Manager → what intents say of it, also of those that are gone. */
export function wishedManagers(intents: Intents): Readonly<Record<string, WishedManager>> {
  return Object.fromEntries(
    intents.flatMap(({ wish }) => {
      if (wish.kind !== 'manager') return [];
      const { manager, address, role } = wish;
      return [[manager, { address, ...(role !== undefined && { role }) }] as const];
    }),
  );
}

/** What the checks of all nodes say together, in all pools of the cluster: one that sees a manager is enough. */
export function checkedManagers(cluster: WazuhCluster, { pools }: SiteStatus): DiscoverFacts['checks'] {
  const states = new Map<string, ServerState[]>();
  for (const part of [cluster.events, cluster.enrollment, cluster.apiService]) {
    for (const [name, server] of Object.entries(pools[part?.pool ?? '']?.servers ?? {})) {
      const known = states.get(name) ?? [];
      states.set(name, [...known, ...server.observations.map(({ state }) => state)]);
    }
  }
  return Object.fromEntries([...states].map(([name, all]) => [name, togetherOf(all)]));
}

function togetherOf(states: readonly ServerState[]): 'up' | 'down' | 'unknown' {
  if (states.some((state) => state === 'up' || state === 'drain')) return 'up';
  // An operator who has it in maintenance has it checked by nobody, and wants it back.
  return states.length > 0 && states.every((state) => state === 'down') ? 'down' : 'unknown';
}
