import type { Counts } from '../../balance/balance-plan.ts';
import { type MoveMemory, NO_MOVES, rememberMoves } from '../../balance/move-memory.ts';
import { Fault } from '../../base/fault.ts';
import type { ApiAgent, WazuhClient } from '../../wazuh/api/wazuh-client.ts';
import type { AgentMover } from '../balance/agent-mover.ts';
import { AgentLists } from './agent-lists.ts';
import { chooseAgents, countFresh } from './choose-agents.ts';

export interface ApiMoverAround {
  /** undefined = it does not answer, or this node may not ask it. */
  readonly client: () => WazuhClient | undefined;
  /** Agents of a manager as they were counted last; undefined = not yet. */
  readonly agentsOf: (manager: string) => number | undefined;
  readonly cooldownMs: () => number;
  /** So many agents were asked; it failed after them, or wholly. */
  readonly onOrder: (asked: number, fault: Fault | undefined) => void;
  readonly now: () => number;
}

const LIST = 300;

/** Lets the API ask agents to connect again. One order takes agents of several managers, so that a chunk costs one request. */
export class ApiMover implements AgentMover {
  readonly #around: ApiMoverAround;
  readonly #lists: AgentLists;
  /** Agents that the API refused to ask, for the run that it was in. */
  readonly #refused = new Set<string>();
  #run = '';
  #memory: MoveMemory = NO_MOVES;

  constructor(around: ApiMoverAround) {
    this.#around = around;
    this.#lists = new AgentLists(around.now);
  }

  get isAvailable(): boolean {
    return this.#around.client() !== undefined;
  }

  get perMinute(): number {
    // A quarter is kept for discovery, and lists of agents take a part as well.
    return Math.floor((this.#around.client()?.perMinute ?? 0) / 2) * LIST;
  }

  /** @throws Fault `wazuh/api-…`: some of them may have been asked all the same, and are left alone for a while */
  async move(moves: Counts, run: string): Promise<Counts> {
    const client = this.#around.client();
    if (client === undefined) return {};
    if (run !== this.#run) this.#refused.clear();
    this.#run = run;
    try {
      return await this.#move(client, moves, run);
    } catch (error) {
      if (error instanceof Fault) this.#around.onOrder(0, error);
      throw error;
    }
  }

  async #move(client: WazuhClient, moves: Counts, run: string): Promise<Counts> {
    const managerOf = new Map<string, string>();
    for (const [manager, count] of Object.entries(moves)) {
      if (count <= 0) continue;
      for (const id of await this.#choose(client, manager, count, run)) managerOf.set(id, manager);
    }
    const ids = [...managerOf.keys()];
    if (ids.length === 0) return {};
    const asked = await this.#order(client, ids);
    const counts: Record<string, number> = {};
    for (const id of asked) {
      const manager = managerOf.get(id) ?? '';
      counts[manager] = (counts[manager] ?? 0) + 1;
    }
    return counts;
  }

  async #order(client: WazuhClient, ids: readonly string[]): Promise<readonly string[]> {
    const { onOrder, cooldownMs, now } = this.#around;
    // Before the answer: an order that fails may have been carried out.
    this.#memory = rememberMoves(this.#memory, ids, { cooldownMs: cooldownMs() }, now());
    const { asked, refused, stopped } = await client.reconnect(ids);
    for (const id of Object.values(refused).flat()) this.#refused.add(id);
    onOrder(asked.length, stopped);
    return asked;
  }

  async #choose(
    client: WazuhClient,
    manager: string,
    count: number,
    run: string,
  ): Promise<readonly string[]> {
    const { agentsOf, cooldownMs, now } = this.#around;
    const wanted = { manager, run, expected: agentsOf(manager) };
    const mayAsk = (agents: readonly ApiAgent[]) => agents.filter(({ id }) => !this.#refused.has(id));
    const agents = await this.#lists.of(
      client,
      wanted,
      (known) => countFresh(mayAsk(known), this.#memory) >= count,
    );
    return chooseAgents(mayAsk(agents), count, {
      memory: this.#memory,
      cooldownMs: cooldownMs(),
      run,
      nowMs: now(),
    });
  }
}
