import { createServer, type Server, type Socket } from 'node:net';
import type { EnrollmentAnswer } from '../../protocol/enrollment.ts';
import type { AgentRecord } from './agent-records.ts';
import { ClusterLink, LinkFault } from './cluster-link.ts';
import type { ClusterNode } from './cluster-node.ts';
import type { Asked, Member, RemotedStats } from './members.ts';

interface Worker {
  readonly member: Member;
  readonly link: ClusterLink;
  /** Of the client.keys that it has. */
  keys: string;
  readonly joinedAtMs: number;
  agentsToldAtMs: number | undefined;
  keysGivenAtMs: number | undefined;
}

/** When a worker and the master last agreed; for `GET /cluster/healthcheck`. */
export type WorkerHealth = Pick<Worker, 'member' | 'joinedAtMs' | 'agentsToldAtMs' | 'keysGivenAtMs'> & {
  readonly heardAtMs: number;
};

/** What the API of a worker sends to the master as it came. */
export type AnswerApi = (request: unknown) => Promise<unknown>;

/** Plays the master's cluster daemon on port 1516. */
export class ClusterMaster {
  readonly node: ClusterNode;
  readonly #workers = new Map<string, Worker>();
  readonly #answerApi: AnswerApi;
  #keysVersion = -1;
  #keysDigest = '';

  constructor(node: ClusterNode, answerApi: (master: ClusterMaster) => AnswerApi) {
    this.node = node;
    this.#answerApi = answerApi(this);
  }

  async listen(host: string, port: number): Promise<Server> {
    const server = createServer((socket) => this.#welcome(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ host, port }, resolve);
    });
    const { integrityMs, workerCheckMs, workerSilentMs } = this.node.rules.timings;
    setInterval(() => void this.#giveKeys(), integrityMs);
    setInterval(() => {
      for (const { link } of this.#workers.values())
        if (Date.now() - link.heardAtMs > workerSilentMs) link.socket.destroy();
    }, workerCheckMs);
    return server;
  }

  /** The managers that are connected now, this one first. */
  members(): readonly Member[] {
    return [this.node.rules.self, ...[...this.#workers.values()].map(({ member }) => member)];
  }

  health(name: string): WorkerHealth | undefined {
    const worker = this.#workers.get(name);
    return worker === undefined ? undefined : { ...worker, heardAtMs: worker.link.heardAtMs };
  }

  enroll(line: string, from: string): Promise<EnrollmentAnswer> {
    return Promise.resolve(this.node.enroll(line, from));
  }

  /** @throws LinkFault when that manager is not connected, or does not answer */
  async stats(name: string): Promise<RemotedStats> {
    if (name === this.node.rules.self.name) return this.node.stats;
    return (await this.#link(name).call('stats', null, this.node.rules.timings.requestMs)) as RemotedStats;
  }

  /** @param timeoutMs a request may wait longer than others (`wait_for_complete`) */
  async orderReconnect(name: string, ids: readonly string[], timeoutMs: number): Promise<readonly string[]> {
    if (name === this.node.rules.self.name) return this.node.orderReconnect(ids);
    return (await this.#link(name).call('reconnect', { ids }, timeoutMs)) as readonly string[];
  }

  #link(name: string): ClusterLink {
    const worker = this.#workers.get(name);
    if (worker === undefined) throw new LinkFault('closed', `${name} is not connected`);
    return worker.link;
  }

  #welcome(socket: Socket): void {
    const ip = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    let worker: Worker | undefined;
    const link = new ClusterLink(socket, async (what, body) => {
      if (what === 'hello') {
        worker = this.#join(link, ip, body as Asked['hello']);
        return null;
      }
      if (worker === undefined) throw new Error('say hello first');
      return this.#serve(worker, what, body);
    });
    socket.on('close', () => {
      if (worker !== undefined && this.#workers.get(worker.member.name) === worker)
        this.#workers.delete(worker.member.name);
    });
  }

  #join(link: ClusterLink, ip: string, { member, keys }: Asked['hello']): Worker {
    if (member.name === this.node.rules.self.name) throw new Error(`${member.name} is the master's name`);
    const known = this.#workers.get(member.name);
    if (known !== undefined && !known.link.socket.destroyed)
      throw new Error(`${member.name} is connected already`);
    const worker: Worker = {
      member: { ...member, ip },
      link,
      keys,
      joinedAtMs: Date.now(),
      agentsToldAtMs: undefined,
      keysGivenAtMs: undefined,
    };
    this.#workers.set(member.name, worker);
    void this.#giveKeys();
    return worker;
  }

  async #serve(worker: Worker, what: string, body: unknown): Promise<unknown> {
    switch (what) {
      case 'agents':
        worker.agentsToldAtMs = Date.now();
        this.node.records.merge(body as readonly AgentRecord[], worker.member.name);
        return null;
      case 'enroll': {
        const { line, from } = body as Asked['enroll'];
        return this.node.enroll(line, from);
      }
      case 'api':
        return this.#answerApi(body);
      case 'keepalive':
        return null;
      default:
        throw new Error(`the master does not know ${what}`);
    }
  }

  async #giveKeys(): Promise<void> {
    const { keys } = this.node;
    if (this.#keysVersion !== keys.version) {
      this.#keysVersion = keys.version;
      this.#keysDigest = this.node.keysDigest;
    }
    const digest = this.#keysDigest;
    const behind = [...this.#workers.values()].filter((worker) => worker.keys !== digest);
    if (behind.length === 0) return;
    const text = this.node.keysText;
    for (const worker of behind) {
      worker.link.call('keys', { text }, this.node.rules.timings.requestMs).then(
        () => {
          worker.keys = digest;
          worker.keysGivenAtMs = Date.now();
        },
        () => {
          // It hears of them with the next round, or after it has joined again.
        },
      );
    }
  }
}
