import { existsSync } from 'node:fs';
import type { Lab } from './lab.ts';
import { type AgentsStatus, askAgents, askManagers, managersOf } from './wazuh-cluster.ts';

/** The simulated Wazuh cluster of a lab, as its programs say. */
export interface ClusterLook {
  readonly managers: readonly ManagerLook[];
  /** undefined = there are none, or they do not answer. */
  readonly agents: AgentsStatus | undefined;
}

export interface ManagerLook {
  readonly name: string;
  readonly type: 'master' | 'worker';
  readonly address: string;
  /** silent: it is there and does not answer: frozen, or just starting. */
  readonly state: 'runs' | 'killed' | 'silent';
  /** Agents' connections; undefined = it does not answer. */
  readonly sessions: number | undefined;
}

/** undefined = the lab plays no cluster. */
export async function lookAtCluster(lab: Lab): Promise<ClusterLook | undefined> {
  const managers = managersOf(lab);
  if (managers.length === 0) return undefined;
  const [statuses, agents] = await Promise.all([askManagers(lab), askAgents(lab)]);
  return {
    managers: managers.map(({ member: { name }, player: { type, address } }) => {
      const sessions = statuses[name]?.sessions;
      const isHeld = existsSync(`${lab.dir}/${name}/hold`);
      const state = sessions !== undefined ? 'runs' : isHeld ? 'killed' : 'silent';
      return { name, type, address, state, sessions };
    }),
    agents,
  };
}
