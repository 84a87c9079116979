import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitUntil } from './wait-until.ts';

/** A host of its own where systemd is PID 1: a throw-away copy of this machine's file system, its own network. Needs root. */
export interface SystemdHost {
  readonly name: string;
  /** Of its systemd, as seen from here. */
  readonly pid: number;
  /** Its file system as seen from here. */
  readonly root: string;
  /** Runs a command on it and answers its output. @throws Error with what it wrote when it fails */
  run(...command: string[]): Promise<string>;
  end(): Promise<void>;
}

export async function bootHost(name: string): Promise<SystemdHost> {
  const folder = mkdtempSync(join(tmpdir(), `hf-host-${name}-`));
  const cgroup = join(unifiedCgroups(), `holdfast-test-${process.pid}-${name}`);
  mkdirSync(cgroup);
  const namespaces = ['--mount', '--pid', '--net', '--uts', '--ipc', '--cgroup', '--fork', '--kill-child'];
  const script = join(import.meta.dirname, 'boot-host.sh');
  const holder = spawn(
    'sh',
    [
      ...['-c', 'echo $$ >"$1/cgroup.procs" && shift && exec setpriv --pdeathsig KILL "$@"', 'sh', cgroup],
      ...['unshare', ...namespaces, 'sh', script, name, folder],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let words = '';
  const keep = (chunk: Buffer): void => {
    words = (words + chunk.toString('utf8')).slice(-20_000);
  };
  holder.stdout.on('data', keep);
  holder.stderr.on('data', keep);
  let ended = false;
  holder.once('exit', () => {
    ended = true;
  });
  const end = async (): Promise<void> => {
    holder.kill('SIGKILL');
    await waitUntil(`the host ${name} has ended`, 20_000, () => ended);
    await waitUntil('its cgroup is empty', 20_000, () => removeCgroup(cgroup));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const pid = await waitUntil(`${name} boots`, 30_000, () => {
      if (ended) throw new Error(words);
      return initOf(holder.pid ?? 0);
    });
    const run = async (...command: string[]): Promise<string> => {
      const args = ['-t', String(pid), '-m', '-p', '-n', '-u', '-i', '-C', '--', ...command];
      return (await promisify(execFile)('nsenter', args, { timeout: 120_000, env: ENVIRONMENT })).stdout;
    };
    await waitUntil(`systemd runs on ${name}`, 60_000, async () => {
      if (ended) throw new Error(words);
      const state = await run('sh', '-c', 'systemctl is-system-running || true');
      return /running|degraded/.test(state);
    });
    return { name, pid, root: `/proc/${pid}/root`, run, end };
  } catch (error) {
    await end();
    throw new Error(`${name} did not boot: ${words}`, { cause: error });
  }
}

const ENVIRONMENT = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  DEBIAN_FRONTEND: 'noninteractive',
};

/** systemd itself, which the shell that booted it has become. */
function initOf(holder: number): number | undefined {
  const child = Number(readFileSync(`/proc/${holder}/task/${holder}/children`, 'latin1').trim());
  if (!(child > 0)) return undefined;
  return readFileSync(`/proc/${child}/comm`, 'latin1').trim() === 'systemd' ? child : undefined;
}

/** Where cgroup2 is mounted: alone, or beside version 1. */
function unifiedCgroups(): string {
  const line = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .find((mount) => mount.split(' ')[2] === 'cgroup2');
  const place = line?.split(' ')[1];
  if (place === undefined) throw new Error('this machine has no cgroup2');
  return place;
}

/** A cgroup can be removed when no process and no other cgroup is in it. */
function removeCgroup(cgroup: string): boolean {
  for (const entry of readdirSync(cgroup, { withFileTypes: true }))
    if (entry.isDirectory()) removeCgroup(join(cgroup, entry.name));
  rmdirSync(cgroup);
  return true;
}
