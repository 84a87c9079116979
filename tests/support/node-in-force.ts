import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveHaproxy } from '../../src/engines/haproxy/runtime/live.ts';
import { askFoundation } from '../../src/foundation/control-client.ts';
import type { FoundationStatus } from '../../src/foundation/status.ts';
import { observeRuntime } from '../../src/node/haproxy/observe-runtime.ts';
import { openHaproxyCli } from '../../src/node/haproxy/open-haproxy-cli.ts';
import type { ReleaseFile } from '../../src/release/release.ts';
import { makeNamespace, type Namespace } from './namespace.ts';
import { NODE_NETWORK, oneNodeConfig, oneNodeKeepalived } from './one-node-release.ts';
import { waitUntil } from './wait-until.ts';

const BUNDLE = join(import.meta.dirname, '../../dist/foundation.mjs');
const ECHO = join(import.meta.dirname, '../../src/lab/players/http-echo.ts');

export interface ForceFiles {
  /** Lines behind `server`. Default: `s1 127.0.0.1:9001`. */
  readonly servers?: readonly string[];
  readonly mode?: 'http' | 'tcp';
  readonly timeout?: string;
  readonly ports?: readonly number[];
  readonly router?: string;
  readonly freezeMs?: number;
  readonly maxconn?: number;
  readonly more?: string;
  readonly bind?: string;
}

/** The files of a node alone on its network, that forwards port 80 to servers of its own. */
export function forceFiles(runDir: string, options: ForceFiles = {}): readonly ReleaseFile[] {
  const { servers = ['s1 127.0.0.1:9001'], ports = [80], mode = 'tcp', bind = '' } = options;
  const haproxy = `global
  maxconn ${options.maxconn ?? 1000}
  stats socket ${runDir}/haproxy.sock mode 600 level admin
  stats socket ${runDir}/probe.sock mode 600 level admin
  hard-stop-after 1m
defaults
  mode ${mode}
  timeout connect 1s
  timeout client ${options.timeout ?? '20s'}
  timeout server ${options.timeout ?? '20s'}
frontend web
${ports.map((_, index) => `  bind fd@${3 + index}${bind}`).join('\n')}
  default_backend web
backend web
${servers.map((server) => `  server ${server} check inter 1s\n`).join('')}${options.more ?? ''}`;
  const keepalived = oneNodeKeepalived(runDir).replace(
    'router_id lb1',
    `router_id ${options.router ?? 'lb1'}`,
  );
  const foundation = `${JSON.stringify(oneNodeConfig(ports, options.freezeMs), undefined, 2)}\n`;
  return [
    aFile('foundation.json', foundation),
    aFile('haproxy.cfg', haproxy),
    aFile('keepalived.conf', keepalived),
  ];
}

function aFile(path: ReleaseFile['path'], text: string): ReleaseFile {
  return { node: 'lb1', path, mode: 0o644, text, origins: [], secrets: [] };
}

/** A network with a real foundation in it, and servers on 127.0.0.1:9001 to 9003 that say their name. */
export interface NodeGround {
  readonly runDir: string;
  readonly space: Namespace;
  status(): Promise<FoundationStatus>;
  /** Until HAProxy runs. */
  serving(): Promise<FoundationStatus>;
  live(): Promise<LiveHaproxy>;
  tell(command: string): Promise<string>;
  start(...command: string[]): ChildProcess;
  startFoundation(): void;
  end(): Promise<void>;
}

/** @param until what the foundation has come to when this answers */
export async function makeNodeGround(
  prepare: (runDir: string) => Promise<void>,
  until: 'serving' | 'starting' = 'serving',
): Promise<NodeGround> {
  const runDir = mkdtempSync(join(tmpdir(), 'hf-force-'));
  const space = await makeNamespace(NODE_NETWORK);
  const start = (...command: string[]) => {
    const [file = '', ...args] = [...space.enter, ...command];
    return spawn(file, args, { stdio: 'ignore' });
  };
  for (const number of [1, 2, 3]) {
    start(process.execPath, ECHO, '--name', `s${number}`, '--listen', `127.0.0.1:900${number}`);
  }
  await waitUntil('the servers listen', 10_000, async () => {
    const sockets = await space.run('ss', '-Hltn');
    return [9001, 9002, 9003].every((port) => sockets.includes(`127.0.0.1:${port} `));
  });
  await prepare(runDir);
  const startFoundation = () => void start(process.execPath, BUNDLE, '--run-dir', runDir);
  startFoundation();
  const status = async () => {
    const answer = await askFoundation(join(runDir, 'control.sock'), { do: 'status' }, 10_000);
    if (!answer.ok || answer.status === undefined) throw new Error(JSON.stringify(answer));
    return answer.status;
  };
  const serving = async () =>
    await waitUntil('HAProxy runs', 15_000, async () => {
      const now = await status();
      return now.guests.haproxy.state === 'running' && now.guests.keepalived.state === 'running' && now;
    });
  await (until === 'serving' ? serving() : waitUntil('the foundation answers', 15_000, status));
  if (until === 'serving') {
    // Until then a client of the VIP waits for a neighbour that nobody is.
    await waitUntil('the VIP is here', 15_000, async () =>
      Object.values((await status()).vips).every(({ here }) => here),
    );
  }
  const asking = async <T>(work: (cli: Awaited<ReturnType<typeof openHaproxyCli>>) => Promise<T>) => {
    const cli = await openHaproxyCli(join(runDir, 'haproxy.sock'));
    try {
      return await work(cli);
    } finally {
      cli.close();
    }
  };
  return {
    runDir,
    space,
    status,
    serving,
    live: async () => await asking(observeRuntime),
    tell: async (command) => await asking(async (cli) => await cli.ask(command)),
    start,
    startFoundation,
    end: async () => {
      await space.end();
      rmSync(runDir, { recursive: true, force: true });
    },
  };
}
