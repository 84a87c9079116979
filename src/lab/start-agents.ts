import { writeFileSync } from 'node:fs';
import { agentsTimeoutMs, untilAgentsUp } from './agent-orders.ts';
import type { Lab } from './lab.ts';
import { AGENTS_GO } from './member-script.ts';
import { stateFault } from './state-dir.ts';
import { agentsOf, askManagers } from './wazuh-cluster.ts';

/** How the simulated cluster of a lab is, in a sentence; empty = the lab plays none. */
export interface ClusterStart {
  readonly areUp: boolean;
  readonly says: string;
}

/** Lets the agents of a lab start, whose site is healthy, and waits until all of them report. */
export async function startAgents(lab: Lab): Promise<ClusterStart> {
  const file = `${lab.dir}/${AGENTS_GO}`;
  try {
    writeFileSync(file, '', { mode: 0o600 });
  } catch (error) {
    throw stateFault(file, error);
  }
  const wanted = agentsOf(lab).reduce((sum, { player }) => sum + player.count, 0);
  const agents = wanted === 0 ? undefined : await untilAgentsUp(lab, agentsTimeoutMs(wanted));
  const managers = await askManagers(lab);
  const names = Object.keys(managers);
  if (names.length === 0) return { areUp: true, says: '' };
  const silent = names.filter((name) => managers[name] === undefined);
  const up = agents?.up ?? 0;
  return {
    areUp: silent.length === 0 && up >= wanted,
    says: [
      `${names.length - silent.length} of ${names.length} Wazuh managers run, ${up} of ${wanted} agents report.`,
      ...silent.map((name) => `Manager ${name} does not answer: holdfast lab logs ${name}`),
    ].join('\n'),
  };
}
