import type { AgentKey } from '../../protocol/agent-key.ts';

/** What a manager's database says of an agent. */
export interface AgentRecord {
  readonly id: string;
  readonly name: string;
  /** What authd stored: `any` or an address. */
  readonly registerIp: string;
  readonly addedAtMs: number;
  readonly status: 'never_connected' | 'pending' | 'active' | 'disconnected';
  /** What the agent itself reports. */
  readonly ip?: string | undefined;
  readonly version?: string | undefined;
  /** The manager that had its last keepalive. */
  readonly node?: string | undefined;
  readonly keptAliveAtMs?: number | undefined;
}

/**
 * One manager's database of agents. A worker's knows of its own agents; the master's is what workers have told it,
 * written over in the order of their telling, so that it can be half a minute old.
 */
export class AgentRecords {
  readonly #node: string;
  readonly #records = new Map<string, AgentRecord>();
  readonly #untold = new Set<string>();
  /** Counts changes, so that the disk is written only after one. */
  changes = 0;

  constructor(node: string) {
    this.#node = node;
  }

  all(): IterableIterator<AgentRecord> {
    return this.#records.values();
  }

  get(id: string): AgentRecord | undefined {
    return this.#records.get(id);
  }

  /** Agents that are in client.keys and were not known. */
  add(keys: Iterable<AgentKey>, nowMs: number): void {
    for (const { id, name, ip } of keys) {
      const known = this.#records.get(id);
      if (known?.name === name && known.registerIp === ip) continue;
      this.#write({ id, name, registerIp: ip, addedAtMs: nowMs, status: 'never_connected' });
    }
  }

  startedUp(id: string): void {
    this.#change(id, { status: 'pending' });
  }

  keptAlive(id: string, ip: string | undefined, version: string | undefined, nowMs: number): void {
    this.#change(id, { status: 'active', node: this.#node, keptAliveAtMs: nowMs, ip, version });
  }

  shutDown(id: string): void {
    this.#change(id, { status: 'disconnected' });
  }

  /** remoted has just started: nobody is connected to this manager. */
  reset(): void {
    for (const { id, node, status } of this.#records.values()) {
      if (node === this.#node && status !== 'never_connected') this.#change(id, { status: 'disconnected' });
    }
  }

  /** The master's look for agents that went silent. */
  expire(beforeMs: number): void {
    for (const { id, status, keptAliveAtMs = 0 } of this.#records.values()) {
      if (status === 'active' && keptAliveAtMs < beforeMs) this.#change(id, { status: 'disconnected' });
    }
  }

  /** What the master has not been told since the last call. */
  takeUntold(): readonly AgentRecord[] {
    const untold = [...this.#untold].flatMap((id) => this.#records.get(id) ?? []);
    this.#untold.clear();
    return untold;
  }

  /** The telling failed: they are to be told again. */
  putBack(records: readonly AgentRecord[]): void {
    for (const { id } of records) this.#untold.add(id);
  }

  /** What a worker tells. That an agent is gone counts only where it was last. */
  merge(records: readonly AgentRecord[], from: string): void {
    for (const record of records) {
      const known = this.#records.get(record.id);
      if (record.status === 'active' || known === undefined) this.#write({ ...known, ...record });
      else if (record.status === 'pending' || known.node === from)
        this.#write({ ...known, status: record.status });
    }
  }

  /** What was saved before this manager went away. */
  restore(records: readonly AgentRecord[]): void {
    for (const record of records) this.#records.set(record.id, record);
  }

  #change(id: string, change: Partial<AgentRecord>): void {
    const known = this.#records.get(id);
    if (known === undefined) return;
    this.#write({ ...known, ...change });
    this.#untold.add(id);
  }

  #write(record: AgentRecord): void {
    this.#records.set(record.id, record);
    this.changes += 1;
  }
}
