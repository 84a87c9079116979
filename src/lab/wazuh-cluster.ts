import { askPlayer } from './ask-player.ts';
import type { Lab } from './lab.ts';
import type { Member } from './network-plan.ts';
import type { AgentsPlayer, ManagerPlayer } from './player.ts';
import { MEMBER_FILES } from './wazuh-files.ts';

/** What a simulated manager says of itself; `sessions` are connections, `agents` those of them that an agent proved to be his. */
export interface ManagerStatus {
  readonly sessions: number;
  readonly agents: number;
  readonly reconnectOrders: number;
  readonly refusedOvertake: number;
  readonly requests: number;
}

/** What the agents of one process say; `mostDown`, `reconnects` and `slowestBackMs` are since the last reset. */
export interface AgentsStatus {
  readonly agents: number;
  /** The manager has acknowledged their startup on a connection that lives. */
  readonly up: number;
  readonly down: number;
  readonly connects: number;
  readonly reconnects: number;
  /** The most that were down at one instant. */
  readonly mostDown: number;
  readonly slowestBackMs: number;
  readonly refused: number;
  readonly eventsSent: number;
}

/** Where a lab's managers and agents are: what a drill inside the lab knows of it too. */
export type LabPlace = Pick<Lab, 'dir' | 'plan'>;

/** Members that play a manager. */
export function managersOf({
  plan,
}: LabPlace): readonly { readonly member: Member; readonly player: ManagerPlayer }[] {
  return plan.members.flatMap((member) =>
    member.players.flatMap((player) => (player.program === 'wazuh-manager' ? [{ member, player }] : [])),
  );
}

/** Programs that play agents, with the clients on which they run. */
export function agentsOf({
  plan,
}: LabPlace): readonly { readonly member: Member; readonly player: AgentsPlayer }[] {
  return plan.members.flatMap((member) =>
    member.players.flatMap((player) => (player.program === 'wazuh-agents' ? [{ member, player }] : [])),
  );
}

export function managerSocket({ dir }: Pick<Lab, 'dir'>, member: string): string {
  return `${dir}/${member}/${MEMBER_FILES.manager}`;
}

/** Each manager's status by its member's name; undefined = it does not answer. */
export async function askManagers(
  lab: LabPlace,
  timeoutMs = 1000,
): Promise<Readonly<Record<string, ManagerStatus | undefined>>> {
  const answers = managersOf(lab).map(async ({ member: { name } }) => {
    const asked = askPlayer<ManagerStatus>(managerSocket(lab, name), { do: 'status' }, timeoutMs);
    return [name, await asked.catch(() => undefined)] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
}

/** The sum over all of them; undefined = some do not answer, or there are none. */
export async function askAgents(lab: LabPlace, timeoutMs = 5000): Promise<AgentsStatus | undefined> {
  const all = await orderAgents<AgentsStatus>(lab, { do: 'status' }, timeoutMs).catch(() => []);
  return all.length === 0 ? undefined : all.reduce(addUp);
}

/** The same request to all agents. @throws Error where they do not answer */
export function orderAgents<Answer>(
  lab: LabPlace,
  request: { readonly do: string } & Readonly<Record<string, unknown>>,
  timeoutMs = 5000,
): Promise<readonly Answer[]> {
  const sockets = agentsOf(lab).map(
    ({ member, player }) => `${lab.dir}/${member.name}/${MEMBER_FILES.agents(player.name)}`,
  );
  return Promise.all(sockets.map((socket) => askPlayer<Answer>(socket, request, timeoutMs)));
}

/** Agents of several programs may be down most at different instants: the sum is what was not exceeded. */
function addUp(one: AgentsStatus, other: AgentsStatus): AgentsStatus {
  return {
    agents: one.agents + other.agents,
    up: one.up + other.up,
    down: one.down + other.down,
    connects: one.connects + other.connects,
    reconnects: one.reconnects + other.reconnects,
    mostDown: one.mostDown + other.mostDown,
    slowestBackMs: Math.max(one.slowestBackMs, other.slowestBackMs),
    refused: one.refused + other.refused,
    eventsSent: one.eventsSent + other.eventsSent,
  };
}
