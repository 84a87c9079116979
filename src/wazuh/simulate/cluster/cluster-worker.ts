import { connect } from 'node:net';
import { parseAgentKeys } from '../../protocol/agent-key.ts';
import type { EnrollmentAnswer } from '../../protocol/enrollment.ts';
import { ClusterLink, LinkFault } from './cluster-link.ts';
import type { ClusterNode } from './cluster-node.ts';
import type { Asked } from './members.ts';

/** Plays a worker's cluster daemon: joined to the master on port 1516, or trying to. */
export class ClusterWorker {
  readonly node: ClusterNode;
  readonly #master: { readonly host: string; readonly port: number };
  #link: ClusterLink | undefined;

  constructor(node: ClusterNode, master: { readonly host: string; readonly port: number }) {
    this.node = node;
    this.#master = master;
  }

  /** Joins, and joins again whenever the master was away. */
  start(): void {
    const { syncMs, workerKeepaliveMs, requestMs } = this.node.rules.timings;
    setInterval(() => void this.#tellAgents(), syncMs);
    setInterval(() => {
      this.#link?.call('keepalive', null, requestMs).catch(() => {});
    }, workerKeepaliveMs);
    this.#join();
  }

  get isJoined(): boolean {
    return this.#link !== undefined;
  }

  /** @throws LinkFault when the master is away */
  async enroll(line: string, from: string): Promise<EnrollmentAnswer> {
    const body: Asked['enroll'] = { line, from };
    return (await this.ask('enroll', body, this.node.rules.timings.requestMs)) as EnrollmentAnswer;
  }

  /** @throws LinkFault when the master is away, or does not answer */
  ask(what: keyof Asked, body: unknown, timeoutMs: number): Promise<unknown> {
    if (this.#link === undefined)
      return Promise.reject(new LinkFault('closed', 'the master is not connected'));
    return this.#link.call(what, body, timeoutMs);
  }

  #join(): void {
    const socket = connect({ ...this.#master, timeout: this.node.rules.timings.requestMs });
    socket.once('timeout', () => socket.destroy());
    const link = new ClusterLink(socket, (what, body) => this.#serve(what, body));
    socket.once('connect', () => {
      socket.setTimeout(0);
      const { self, timings } = this.node.rules;
      const hello: Asked['hello'] = {
        member: { name: self.name, type: self.type, version: self.version },
        keys: this.node.keysDigest,
      };
      link.call('hello', hello, timings.requestMs).then(
        () => {
          this.#link = link;
        },
        () => socket.destroy(),
      );
    });
    socket.once('close', () => {
      if (this.#link === link) this.#link = undefined;
      setTimeout(() => this.#join(), this.node.rules.timings.masterRetryMs);
    });
  }

  async #serve(what: string, body: unknown): Promise<unknown> {
    switch (what) {
      case 'keys':
        this.node.keys.replace(parseAgentKeys((body as Asked['keys']).text));
        return null;
      case 'reconnect':
        return this.node.orderReconnect((body as Asked['reconnect']).ids);
      case 'stats':
        return this.node.stats;
      default:
        throw new Error(`a worker does not know ${what}`);
    }
  }

  async #tellAgents(): Promise<void> {
    if (this.#link === undefined) return;
    const records = this.node.records.takeUntold();
    if (records.length === 0) return;
    try {
      await this.#link.call('agents', records, this.node.rules.timings.requestMs);
    } catch {
      this.node.records.putBack(records);
    }
  }
}
