import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printAgentKeys } from '../../protocol/agent-key.ts';
import type { EnrollmentAnswer } from '../../protocol/enrollment.ts';
import { type AgentRecord, AgentRecords } from './agent-records.ts';
import { ClientKeys } from './client-keys.ts';
import { type EnrollmentRules, enrollAgent } from './enroll-agent.ts';
import type { Member, RemotedStats } from './members.ts';
import { Remoted } from './remoted.ts';
import type { ClusterTimings } from './timings.ts';

export interface NodeRules extends EnrollmentRules {
  readonly self: Member;
  /** Keys, agents' state and certificate stay here when the program ends. */
  readonly dir: string;
  readonly timings: ClusterTimings;
}

/** New keys are on the disk so soon, as authd writes them. */
const KEYS_MS = 1_000;

/** What is one manager's own, master or worker: keys, agents' records, remoted. */
export class ClusterNode {
  readonly rules: NodeRules;
  readonly keys: ClientKeys;
  readonly records: AgentRecords;
  readonly remoted: Remoted;
  readonly startedAtMs = Date.now();
  enrolled = 0;
  #savedChanges = -1;

  /** @param sharedKeys text of a client.keys that all managers and agents were given beforehand */
  constructor(rules: NodeRules, sharedKeys: string | undefined) {
    this.rules = rules;
    mkdirSync(rules.dir, { recursive: true, mode: 0o700 });
    this.keys = new ClientKeys(join(rules.dir, 'client.keys'));
    this.keys.load(sharedKeys);
    this.records = new AgentRecords(rules.self.name);
    this.records.restore(this.#savedRecords());
    this.remoted = new Remoted({ ...rules, overtakeMs: rules.timings.overtakeMs }, this.keys, this.records);
    this.remoted.reloadKeys();
    this.records.reset();
  }

  /** Begins what happens now and then. */
  start(): void {
    const { keyReloadMs, syncMs, workerCheckMs, disconnectedMs } = this.rules.timings;
    setInterval(() => this.remoted.reloadKeys(), keyReloadMs);
    setInterval(() => this.keys.write(), KEYS_MS);
    setInterval(() => this.#saveRecords(), syncMs);
    if (this.rules.self.type === 'master')
      setInterval(() => this.records.expire(Date.now() - disconnectedMs), workerCheckMs);
  }

  /** Only the master's answer counts. */
  enroll(line: string, from: string): EnrollmentAnswer {
    const answer = enrollAgent(line, from, this.rules, this.keys);
    if ('key' in answer) this.enrolled += 1;
    return answer;
  }

  /** @returns those that the order was put in for, which are all: whether an agent is still here is not told */
  orderReconnect(ids: readonly string[]): readonly string[] {
    for (const id of ids) this.remoted.orderReconnect(id);
    return ids;
  }

  get stats(): RemotedStats {
    const { sessions, counts } = this.remoted;
    return { sessions, counts, startedAtMs: this.startedAtMs };
  }

  get keysText(): string {
    return printAgentKeys(this.keys.all());
  }

  get keysDigest(): string {
    return hash('sha256', this.keysText);
  }

  #saveRecords(): void {
    if (this.#savedChanges === this.records.changes) return;
    this.#savedChanges = this.records.changes;
    const path = join(this.rules.dir, 'agents.json');
    writeFileSync(`${path}.new`, JSON.stringify([...this.records.all()]));
    renameSync(`${path}.new`, path);
  }

  #savedRecords(): readonly AgentRecord[] {
    try {
      return JSON.parse(readFileSync(join(this.rules.dir, 'agents.json'), 'utf8')) as AgentRecord[];
    } catch {
      return [];
    }
  }
}
