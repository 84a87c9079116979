import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSharedKeys } from '../../src/wazuh/simulate/shared-keys.ts';
import { waitUntil } from './wait-until.ts';

const SOURCES = fileURLToPath(new URL('../../src/wazuh/simulate/', import.meta.url));
const HOST = '127.0.0.1';

type Status = Readonly<Record<string, unknown>>;

/** One of the simulation's programs, running. */
export interface Played {
  readonly process: ChildProcess;
  ask(request: Readonly<Record<string, unknown>>): Promise<Status>;
  /** One number of its status. */
  count(name: string): Promise<number>;
}

export interface PlayedManager extends Played {
  readonly name: string;
  readonly ports: Readonly<Record<'events' | 'enrollment' | 'cluster' | 'api', number>>;
  /** `HOST:PORT` */
  readonly events: string;
  readonly enrollment: string;
}

/** Simulated managers and agents on loopback, and a folder; `end` leaves nothing behind. */
export class WazuhGround {
  readonly #keys: number;
  readonly #processes: ChildProcess[] = [];
  #sockets = 0;
  #dir: string | undefined;

  /** @param keys how many agents' keys managers and agents may share */
  constructor(keys: number) {
    this.#keys = keys;
  }

  /** Made when it is first asked for, so that a suite that does not run leaves none. */
  get dir(): string {
    if (this.#dir === undefined) {
      this.#dir = mkdtempSync(join(tmpdir(), 'wazuh-ground-'));
      writeFileSync(this.keys, writeSharedKeys(this.#keys));
    }
    return this.#dir;
  }

  /** The file of the shared keys. */
  get keys(): string {
    return join(this.dir, 'shared.keys');
  }

  /** @param again the manager that is to return: the same ports, the same folder */
  async manager(
    name: string,
    args: readonly string[] = [],
    again?: Pick<PlayedManager, 'ports'>,
  ): Promise<PlayedManager> {
    const ports = again?.ports ?? (await freePorts());
    const said = Object.entries(ports).map(([what, port]) => `${what}=${port}`);
    const type = args.includes('--master') ? 'worker' : 'master';
    const own = ['--name', name, '--type', type, '--address', HOST, '--dir', join(this.dir, name)];
    const played = await this.#play('cluster/main.ts', [...own, '--ports', said.join(','), ...args]);
    return {
      ...played,
      name,
      ports,
      events: `${HOST}:${ports.events}`,
      enrollment: `${HOST}:${ports.enrollment}`,
    };
  }

  agents(count: number, events: readonly string[], args: readonly string[] = []): Promise<Played> {
    return this.#play('fleet/main.ts', ['--count', String(count), '--events', events.join(','), ...args]);
  }

  async end(): Promise<void> {
    await Promise.all(this.#processes.map(killed));
    if (this.#dir !== undefined) rmSync(this.#dir, { recursive: true, force: true });
  }

  async #play(program: string, args: readonly string[]): Promise<Played> {
    const socket = join(this.dir, `${(this.#sockets += 1)}.sock`);
    const child = spawn(process.execPath, [join(SOURCES, program), ...args, '--control', socket], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#processes.push(child);
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    let ready = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (ready += text));
    await waitUntil(`${program} is ready`, 20_000, () => {
      if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}: ${said}`);
      return ready.includes('{"ready":true}\n');
    });
    const ask = (request: Readonly<Record<string, unknown>>) => askControl(socket, request);
    return { process: child, ask, count: async (name) => Number((await ask({ do: 'status' }))[name]) };
  }
}

/** Ends a program at once, also a frozen one. */
export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

async function askControl(path: string, request: Readonly<Record<string, unknown>>): Promise<Status> {
  const socket = connect(path);
  socket.write(`${JSON.stringify(request)}\n`);
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) {
    text += String(chunk);
    if (text.endsWith('\n')) break;
  }
  return JSON.parse(text) as Status;
}

async function freePorts(): Promise<PlayedManager['ports']> {
  const servers = await Promise.all(
    [0, 1, 2, 3].map(async () => {
      const server = createServer().listen(0, HOST);
      await once(server, 'listening');
      return server;
    }),
  );
  const [events, enrollment, cluster, api] = servers.map(
    (server) => (server.address() as { port: number }).port,
  );
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return { events: events!, enrollment: enrollment!, cluster: cluster!, api: api! };
}
