import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProbeRecord, parseProbeRecord } from '../../src/drill/probe/probe-record.ts';
import { type HaproxyRuntime, openHaproxyCli } from '../../src/node/haproxy/open-haproxy-cli.ts';
import { makeNamespace, type Namespace } from './namespace.ts';
import { waitUntil } from './wait-until.ts';

/** A network with real HAProxys, real servers and the drills' probe; gone with `end()`. */
export interface RuntimeGround {
  readonly dir: string;
  /** Starts HAProxy with `text` behind a `global` section of the ground's own, and waits until it answers. */
  haproxy(name: string, text: string): Promise<GroundHaproxy>;
  /** HTTP servers on 127.0.0.1, one process. */
  serve(name: string, ports: readonly number[]): Promise<void>;
  /** Asks for `path` on 127.0.0.1 over a new connection each time. @returns ends it and gives what it saw */
  probe(port: number, path: string, rate: number): Promise<() => Promise<ProbeRecord>>;
  run(...command: string[]): Promise<string>;
  end(): Promise<void>;
}

export interface GroundHaproxy {
  readonly cli: HaproxyRuntime;
  /** The whole file. */
  readonly text: string;
  /** A new process with this file takes the sockets over; the former ends its sessions. */
  reload(text: string): Promise<GroundHaproxy>;
}

const SOURCES = new URL('../../src/', import.meta.url).pathname;

export async function makeRuntimeGround(): Promise<RuntimeGround> {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-runtime-'));
  const space = await makeNamespace('ip link set lo up');
  return {
    dir,
    haproxy: async (name, text) => await startHaproxy(space, dir, name, text),
    serve: async (name, ports) => {
      const places = ports.flatMap((port) => ['--listen', `127.0.0.1:${port}`]);
      start(space, [process.execPath, `${SOURCES}lab/players/http-echo.ts`, '--name', name, ...places]);
      await waitUntil(`server ${name} listens`, 10_000, async () => {
        const sockets = await space.run('ss', '-Hltn');
        return ports.every((port) => sockets.includes(`127.0.0.1:${port} `));
      });
    },
    probe: async (port, path, rate) => await startProbe(space, dir, port, path, rate),
    run: async (...command) => await space.run(...command),
    end: async () => {
      await space.end();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function startHaproxy(
  space: Namespace,
  dir: string,
  name: string,
  body: string,
  former?: string,
): Promise<GroundHaproxy> {
  const socket = join(dir, `${name}.sock`);
  const file = join(dir, `${name}.cfg`);
  const text = groundFile(socket, body);
  writeFileSync(file, text);
  await space.run('haproxy', '-q', '-c', '-f', file);
  const words = start(space, ['haproxy', '-q', '-f', file, ...(former === undefined ? [] : ['-sf', former])]);
  const started = await waitUntil(`HAProxy ${name} answers`, 10_000, async () => {
    const cli = await openHaproxyCli(socket);
    const pid = /^Pid: (\d+)$/m.exec(await cli.ask('show info'))?.[1];
    if (pid !== undefined && pid !== former) return { cli, pid };
    cli.close();
    return undefined;
  }).catch((error: unknown) => {
    throw new Error(`HAProxy ${name}: ${words()}`, { cause: error });
  });
  return {
    cli: started.cli,
    text,
    reload: async (next) => await startHaproxy(space, dir, name, next, started.pid),
  };
}

/** The file that the ground's HAProxy of this name has for `body`. */
export function groundFile(socket: string, body: string): string {
  if (/^global$/m.test(body))
    return body.replace(
      /^global$/m,
      `global\n  stats socket ${socket} mode 600 level admin\n  stats timeout 24h`,
    );
  return `global\n  maxconn 2000\n  stats socket ${socket} mode 600 level admin\n  stats timeout 24h\n${body}`;
}

async function startProbe(
  space: Namespace,
  dir: string,
  port: number,
  path: string,
  rate: number,
): Promise<() => Promise<ProbeRecord>> {
  const out = join(dir, `probe-${port}-${Math.random()}.jsonl`);
  const command = `${SOURCES}drill/probe/main.ts --url http://127.0.0.1:${port}${path} --rate ${rate} --for-ms 60000 --out ${out}`;
  // `nsenter` hands no signal on: the shell ends the probe when its input ends.
  const script = `${process.execPath} ${command} & read -r end; kill -TERM $!; wait $!`;
  const child = spawn(space.enter[0] ?? '', [...space.enter.slice(1), 'sh', '-c', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  await waitUntil('the probe asks', 10_000, () => said.includes('ready'));
  return async () => {
    child.stdin.end('end\n');
    await ended(child);
    return parseProbeRecord(readFileSync(out, 'utf8'));
  };
}

/** Ends with the namespace. @returns its last words */
function start(space: Namespace, command: readonly string[]): () => string {
  const [file = '', ...args] = [...space.enter, ...command];
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words = `${words}${chunk.toString('utf8')}`.slice(-4_000)));
  return () => words;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  await new Promise((resolve) => child.once('exit', resolve));
}
