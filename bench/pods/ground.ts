import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type CommandResult, runCommand } from '../../src/host/run-command.ts';

export const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url));
export const BASE_TAR = `${CHECKOUT}node_modules/.cache/holdfast/pod-base.tar`;
export const HOSTS = ['h1', 'h2'] as const;
export type Host = (typeof HOSTS)[number];

const TO_COME_UP_MS = 90_000;

/**
 * Two hosts, three servers and a client on one switch, in namespaces of their own: process, mount and network. All that runs
 * there ends with its process 1, which ends with us. What stays on the disk is removed by `close`.
 */
export class Ground {
  readonly dir: string;
  readonly #init: ChildProcess;
  readonly #pid: number;

  private constructor(dir: string, init: ChildProcess, pid: number) {
    this.dir = dir;
    this.#init = init;
    this.#pid = pid;
  }

  /** Throws when it cannot be made: it needs root. */
  static async open(): Promise<Ground> {
    // On a disk: an overlay on an overlay, or on a tmpfs, is refused by some kernels.
    mkdirSync('/var/tmp', { recursive: true });
    const dir = mkdtempSync('/var/tmp/holdfast-pods-');
    writeFileSync(`${dir}/init.sh`, INIT, { mode: 0o700 });
    const init = spawn(
      'setpriv',
      [
        ...['--pdeathsig', 'KILL', '--', 'unshare', '--mount', '--pid', '--net', '--uts', '--ipc'],
        ...['--fork', '--kill-child', '--mount-proc', 'bash', `${dir}/init.sh`, dir],
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DIR: dir, NODE_OPTIONS: '' } },
    );
    const ready = await new Promise<boolean>((resolve) => {
      init.stdout?.once('data', () => resolve(true));
      init.once('close', () => resolve(false));
      init.once('error', () => resolve(false));
    });
    const child = readFileSync(`/proc/${init.pid}/task/${init.pid}/children`, 'utf8').trim();
    if (!ready || child === '') {
      rmSync(dir, { recursive: true, force: true });
      throw new Error('the ground for containers could not be made; this needs root');
    }
    const ground = new Ground(dir, init, Number(child));
    await ground.#startServers();
    return ground;
  }

  /** Docker runs on both hosts, and has the image. */
  async startDockers(): Promise<void> {
    await Promise.all(HOSTS.map((host) => this.startDocker(host)));
    await Promise.all(HOSTS.map((host) => this.#buildImage(host)));
  }

  /** The command with which a program gets in; `where` is a host, `client` or `servers`. */
  enter(where: string): readonly string[] {
    const inside = ['nsenter', '-t', String(this.#pid), '-m', '-p', '-u', '-i', '--'];
    return [...inside, 'nsenter', `--net=/run/netns/${where}`];
  }

  /** The same for the network alone: a signal to it reaches the program itself. */
  enterNetwork(where: string): readonly string[] {
    return ['nsenter', `--net=/proc/${this.#pid}/root/run/netns/${where}`];
  }

  run(where: string, argv: readonly string[], timeoutMs = 120_000): Promise<CommandResult> {
    return runCommand([...this.enter(where), ...argv], {
      timeoutMs,
      env: {
        DOCKER_HOST: `unix:///run/${where}.sock`,
        DOCKER_BUILDKIT: '0',
        PATH: '/usr/bin:/usr/sbin:/bin:/sbin',
      },
    });
  }

  /** The same, and it must succeed. */
  async must(where: string, argv: readonly string[], timeoutMs?: number): Promise<string> {
    const { code, stdout, stderr, timedOut } = await this.run(where, argv, timeoutMs);
    if (code === 0) return stdout.trim();
    throw new Error(
      `${argv.join(' ')} on ${where}: ${timedOut ? 'no end' : `exit code ${code}`}\n${stdout}\n${stderr}`,
    );
  }

  /** Starts a command that goes on, inside. */
  start(where: string, argv: readonly string[], logFile: string): void {
    const log = `exec "$@" >>${this.dir}/${logFile} 2>&1`;
    spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...this.enter(where), 'sh', '-c', log, 'sh', ...argv], {
      stdio: 'ignore',
      env: { ...process.env, PATH: '/usr/bin:/usr/sbin:/bin:/sbin', NODE_OPTIONS: '' },
    });
  }

  /** Starts dockerd on a host and waits until it answers. */
  async startDocker(host: Host, ...flags: readonly string[]): Promise<void> {
    this.start(
      host,
      [
        'dockerd',
        ...[
          '--data-root',
          `${this.dir}/${host}`,
          '--exec-root',
          `/run/${host}`,
          '--pidfile',
          `/run/${host}.pid`,
        ],
        ...[
          '-H',
          `unix:///run/${host}.sock`,
          '--cgroup-parent',
          `/${this.#cgroup()}`,
          '--bridge',
          'none',
          ...flags,
        ],
      ],
      `${host}.log`,
    );
    const up = async (): Promise<boolean> => (await this.run(host, ['/usr/bin/docker', 'info'])).code === 0;
    if (!(await eventually(up, TO_COME_UP_MS))) {
      throw new Error(
        `dockerd does not start:\n${readFileSync(`${this.dir}/${host}.log`, 'utf8').slice(-2000)}`,
      );
    }
  }

  /** Ends the dockerd of a host, as its service is stopped. */
  async stopDocker(host: Host): Promise<void> {
    await this.must(host, ['sh', '-c', `kill -TERM $(cat /run/${host}.pid)`]);
    const gone = async (): Promise<boolean> =>
      (await this.run(host, ['test', '-e', `/run/${host}.pid`])).code !== 0;
    if (!(await eventually(gone, TO_COME_UP_MS))) throw new Error('dockerd does not end');
  }

  /** As it crashes; its containers go on until it is started again. */
  async killDocker(host: Host): Promise<void> {
    await this.must(host, ['sh', '-c', `kill -KILL $(cat /run/${host}.pid); rm -f /run/${host}.pid`]);
  }

  /** The image of packaging/Dockerfile, on a base that is imported: no registry is asked. */
  async #buildImage(host: Host): Promise<void> {
    if (!existsSync(BASE_TAR)) throw new Error(`there is no ${BASE_TAR}: run sh tools/setup.sh endurance`);
    await this.must(host, ['/usr/bin/docker', 'import', BASE_TAR, 'holdfast-base:12'], 300_000);
    await this.must(
      host,
      [
        ...['/usr/bin/docker', 'build', '-q', '--build-arg', 'BASE=holdfast-base:12', '-t', 'holdfast:0.1.0'],
        ...['-f', `${CHECKOUT}packaging/Dockerfile`, CHECKOUT],
      ],
      300_000,
    );
  }

  /** docker-compose in a folder. */
  compose(host: string, folder: string, ...args: readonly string[]): Promise<string> {
    return this.must(host, ['env', '-C', folder, 'docker-compose', ...args]);
  }

  /** Ends all, and leaves nothing. */
  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#init.once('close', resolve));
    if (this.#init.exitCode === null && this.#init.signalCode === null) {
      this.#init.kill('SIGKILL');
      await ended;
    }
    await eventually(async () => removeCgroups(this.#cgroup()), 10_000);
    // Containers' folders may be busy for a moment after the last process of a namespace.
    await eventually(async () => {
      rmSync(this.dir, { recursive: true, force: true, maxRetries: 3 });
      return !existsSync(this.dir);
    }, 30_000);
  }

  #cgroup(): string {
    return this.dir.split('/').at(-1) ?? '';
  }

  async #startServers(): Promise<void> {
    for (const index of [1, 2, 3]) {
      const listen = ['--listen', `10.77.0.2${index}:8080`, '--name', `web${index}`];
      this.start(
        'servers',
        [process.execPath, `${CHECKOUT}dist/http-echo.mjs`, ...listen],
        `web${index}.log`,
      );
    }
  }
}

export async function eventually(
  probe: () => Promise<boolean>,
  withinMs: number,
  everyMs = 200,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    if (await probe()) return true;
    if (performance.now() > deadline) return false;
    await pause(everyMs);
  }
}

/** Every cgroup of this name, in every hierarchy, from the leaves up. Answers whether none is left. */
function removeCgroups(name: string): boolean {
  const roots = ['/sys/fs/cgroup', ...readdirSync('/sys/fs/cgroup').map((one) => `/sys/fs/cgroup/${one}`)];
  const tops = roots.map((root) => `${root}/${name}`).filter((top) => existsSync(top));
  for (const top of tops) {
    const all = readdirSync(top, { recursive: true, withFileTypes: true })
      .filter((one) => one.isDirectory())
      .map((one) => `${one.parentPath}/${one.name}`)
      .toSorted((one, other) => other.length - one.length);
    for (const folder of [...all, top]) {
      try {
        rmdirSync(folder);
      } catch {
        // Its last process is still on its way out: the next round.
      }
    }
  }
  return tops.every((top) => !existsSync(top));
}

const INIT = `# Process 1 of the ground: a switch, and what hangs on it. dockerd and podman bring their own folders below $DIR.
set -e
mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir -p /run/netns
ip link set lo up
ip link add name sw type bridge forward_delay 0 mcast_snooping 0
ip link set sw up
for name in h1 h2 client servers; do
  ip netns add $name
  ip link add name p-$name type veth peer name eth0 netns $name
  ip link set p-$name master sw up
  ip -n $name link set lo up
  ip -n $name link set eth0 up
done
ip -n client addr add 10.77.0.9/24 dev eth0
for last in 1 2 3; do ip -n servers addr add 10.77.0.2$last/24 dev eth0; done
echo ready
# \`wait\` reaps every orphan of the ground.
while :; do sleep 1 & wait; done
`;
