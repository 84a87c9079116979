import type { AgentKey } from '../../protocol/agent-key.ts';
import type { AgentRules } from './agent-rules.ts';
import type { Enroller } from './enroller.ts';
import { FleetTally } from './fleet-tally.ts';
import { SimulatedAgent } from './simulated-agent.ts';

/** Every agent is looked at once a second, a tenth of them at a time. */
const SLICES = 10;
const SLICE_MS = 100;

export interface FleetRules {
  readonly agent: AgentRules;
  /** Agents that are started in a second. */
  readonly startRate: number;
  /** The number of the first agent, from 1: names and shared keys begin there. */
  readonly first: number;
  readonly namePrefix: string;
  /** Shared beforehand; who has none enrolls. */
  readonly keys: readonly AgentKey[];
}

/** Many agents in one process. */
export class Fleet {
  readonly tally = new FleetTally();
  readonly #rules: FleetRules;
  readonly #enroller: Enroller | undefined;
  readonly #agents: SimulatedAgent[] = [];
  #slice = 0;

  constructor(rules: FleetRules, enroller: Enroller | undefined) {
    this.#rules = rules;
    this.#enroller = enroller;
  }

  start(): void {
    setInterval(() => {
      const now = Date.now();
      for (let index = this.#slice; index < this.#agents.length; index += SLICES)
        this.#agents[index]!.tick(now);
      this.#slice = (this.#slice + 1) % SLICES;
    }, SLICE_MS);
  }

  /** @throws Error when there are no keys for so many, and nowhere to enroll */
  add(count: number): void {
    const { keys, first, namePrefix, agent, startRate } = this.#rules;
    const from = first - 1 + this.#agents.length;
    if (this.#enroller === undefined && from + count > keys.length)
      throw new Error(`there are keys for ${keys.length} agents only; say --enroll HOST:PORT for more`);
    const enroll =
      this.#enroller === undefined ? undefined : (who: SimulatedAgent) => this.#enroller?.enroll(who);
    const now = Date.now();
    for (let index = 0; index < count; index += 1) {
      const number = from + index + 1;
      const key = keys[number - 1];
      const said = { number, name: key?.name ?? `${namePrefix}${number}`, key };
      const startAtMs = now + (index * 1000) / startRate;
      this.#agents.push(new SimulatedAgent({ ...said, startAtMs }, agent, this.tally, enroll));
    }
    this.tally.added(count);
  }

  status(): Readonly<Record<string, unknown>> {
    const { tally } = this;
    const { agents, up, down, connects, reconnects, agentsReconnected, mostDown, slowestBackMs } = tally;
    return {
      ...{ agents, up, down, connects, reconnects, agentsReconnected, mostDown, slowestBackMs },
      downSinceMs: this.#downSince(Date.now()),
      refused: tally.refused,
      ordered: tally.ordered,
      eventsSent: tally.eventsSent,
      ...(this.#enroller !== undefined && {
        enrollment: { ...this.#enroller.counts, lastRefusal: this.#enroller.lastRefusal ?? null },
      }),
    };
  }

  /** Says good-bye for every agent. */
  stop(): void {
    for (const agent of this.#agents) agent.stop();
  }

  /** For how long those that are down now have been: the one in the middle, and the one that waits longest. */
  #downSince(nowMs: number): { readonly median: number; readonly longest: number } {
    const waits = this.#agents.flatMap(({ downAtMs }) => (downAtMs === undefined ? [] : nowMs - downAtMs));
    waits.sort((one, other) => one - other);
    return { median: waits[Math.floor(waits.length / 2)] ?? 0, longest: waits.at(-1) ?? 0 };
  }
}
