import type { MoveMemory } from '../../balance/move-memory.ts';
import { pickSessions } from '../../balance/pick-sessions.ts';
import type { ApiAgent } from '../../wazuh/api/wazuh-client.ts';

export interface ChosenBy {
  readonly memory: MoveMemory;
  readonly cooldownMs: number;
  readonly run: string;
  readonly nowMs: number;
}

/**
 * Which agents of a manager are asked: those that were never moved first, the one that was moved last only when all others were,
 * none within its cool-down. Which ones of equals changes from run to run. Pure.
 */
export function chooseAgents(
  agents: readonly ApiAgent[],
  count: number,
  { memory, cooldownMs, run, nowMs }: ChosenBy,
): readonly string[] {
  const candidates = agents
    .filter(canReconnect)
    .map(({ id }) => ({ client: id, isCounted: true, openedMs: undefined }));
  return pickSessions(candidates, count, memory, { cooldownMs }, nowMs, run).map(({ client }) => client);
}

/** How many of them were never moved, as far as is remembered: with fewer than are wanted it is better to look at more. */
export function countFresh(agents: readonly ApiAgent[], memory: MoveMemory): number {
  return agents.filter((agent) => canReconnect(agent) && !Object.hasOwn(memory, agent.id)).length;
}

/** Agents know the order from 4.3 on; one that has not said its version may be older. */
export function canReconnect({ version }: Pick<ApiAgent, 'version'>): boolean {
  const [, major = '0', minor = '0'] = /(?:^|\s)v?(\d{1,4})\.(\d{1,4})(?:\.|$)/.exec(version ?? '') ?? [];
  return Number(major) > 4 || (Number(major) === 4 && Number(minor) >= 3);
}
