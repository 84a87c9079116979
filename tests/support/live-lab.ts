import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HolderWatch } from '../../src/drill/watch/watch-holders.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { openLabDoors } from '../../src/lab/lab-doors.ts';
import { findLab, openLab } from '../../src/lab/open-lab.ts';
import { takeDown } from '../../src/lab/take-down.ts';
import type { NodeDoor } from '../../src/node/api/node-door.ts';
import { type ApplyProgress, ENDED_STAGES } from '../../src/node/apply/apply-progress.ts';
import type { JournalEvent } from '../../src/node/journal/record.ts';
import type { NodeObservation } from '../../src/node/status/node-observation.ts';
import { buildPrograms } from './build-programs.ts';
import { findPids } from './find-pids.ts';
import { LabTraffic } from './lab-traffic.ts';
import { waitUntil } from './wait-until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOLDFAST = join(ROOT, 'bin/holdfast');

export interface Rest {
  /** Those that must be like each other; default: all of the lab. */
  readonly nodes?: readonly string[];
  /** Addresses that must have one holder; default: the first of each VIP that the lab began with. */
  readonly vips?: readonly string[];
}

export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A lab with daemons under load, whose processes a test kills and whose files it watches. */
export class LiveLab {
  readonly name: string;
  readonly home: string;
  readonly lab: Lab;
  readonly doors: ReadonlyMap<string, NodeDoor>;
  readonly traffic: LabTraffic;
  readonly watch: HolderWatch;

  private constructor(name: string, home: string, lab: Lab, further: readonly string[]) {
    this.name = name;
    this.home = home;
    this.lab = lab;
    this.doors = openLabDoors(lab);
    const vips = lab.site.vips.flatMap(({ addresses }) => addresses.map(({ address }) => address));
    this.watch = new HolderWatch((member) => lab.enter(member), this.nodes, 'client', vips, [
      ...vips,
      ...further,
    ]);
    this.traffic = new LabTraffic(lab.enter('client'), `http://${vips[0]}/`, home);
  }

  /**
   * @param tag makes the name unlike that of another file's lab
   * @param further addresses whose holders are watched too
   */
  static async up(tag: string, spec: string, further: readonly string[] = []): Promise<LiveLab> {
    const home = mkdtempSync('/tmp/holdfast-test-');
    const name = `${tag}${process.pid}`;
    writeFileSync(join(home, 'web.yaml'), spec);
    buildPrograms();
    const { code, stderr } = await run([HOLDFAST, 'lab', 'up', '-f', 'web.yaml', '--lab-name', name], home);
    assert.equal(code, 0, stderr);
    const live = new LiveLab(name, home, await openLab(name), further);
    await live.watch.start();
    await live.traffic.start();
    return live;
  }

  async down(): Promise<void> {
    this.traffic.kill();
    this.watch.stop();
    for (const door of this.doors.values()) door.close();
    if ((await findLab(this.name)) !== undefined) await takeDown(this.name);
    rmSync(this.home, { recursive: true, force: true });
  }

  get #vips(): readonly string[] {
    return this.lab.site.vips.flatMap(({ addresses }) => addresses.slice(0, 1).map(({ address }) => address));
  }

  get nodes(): readonly string[] {
    return this.lab.site.nodes.map(({ name }) => name);
  }

  door(node: string): NodeDoor {
    const door = this.doors.get(node);
    assert.ok(door, node);
    return door;
  }

  state(node: string, ...path: readonly string[]): string {
    return join(this.lab.dir, node, 'state', ...path);
  }

  holdfast(...words: readonly string[]): Promise<Said> {
    return run([HOLDFAST, ...words, '--lab-name', this.name], this.home);
  }

  /** The command, to be killed. */
  begin(...words: readonly string[]): ChildProcess {
    return spawn(HOLDFAST, [...words, '--lab-name', this.name], {
      cwd: this.home,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** A file of the test that `-f` names. */
  write(file: string, text: string): string {
    writeFileSync(join(this.home, file), text);
    return file;
  }

  inside(member: string, ...command: readonly string[]): Promise<Said> {
    return run([...this.lab.enter(member), ...command], '/');
  }

  /** The number outside of a node's daemon. */
  async daemonPid(node: string): Promise<number> {
    return await waitUntil(`a daemon of ${node}`, 10_000, () => daemonPids(this.lab, node)[0]);
  }

  /** Ends a node's daemon, and it stays away until `returnDaemon`. */
  async holdDaemon(node: string): Promise<void> {
    writeFileSync(join(this.lab.dir, node, 'hold-node'), '');
    for (const pid of daemonPids(this.lab, node)) process.kill(pid, 'SIGKILL');
    await waitUntil(`the daemon of ${node} is gone`, 5_000, () => daemonPids(this.lab, node).length === 0);
  }

  returnDaemon(node: string): void {
    rmSync(join(this.lab.dir, node, 'hold-node'), { force: true });
  }

  /** Cuts a node's cables and kills all that runs on it, as when its power fails. */
  async loseNode(node: string): Promise<void> {
    writeFileSync(join(this.lab.dir, node, 'hold'), '');
    await this.#setPorts(node, 'down');
    // What follows the kernel's messages there is ours.
    const script = `me=$(readlink /proc/self/ns/net); for p in /proc/[0-9]*; do
      [ "$(readlink $p/ns/net)" = "$me" ] && [ "$(cat $p/comm)" != ip ] && [ "\${p#/proc/}" != $$ ] && kill -9 "\${p#/proc/}"
    done; true`;
    await this.inside(node, 'sh', '-c', script);
    await waitUntil(`nothing runs on ${node}`, 5_000, () => daemonPids(this.lab, node).length === 0);
  }

  /** The node starts as a machine does: with no address but its own. */
  async bootNode(node: string, vips: readonly string[]): Promise<void> {
    for (const vip of vips) await this.inside(node, 'ip', 'address', 'del', vip, 'dev', 'eth0');
    await this.#setPorts(node, 'up');
    rmSync(join(this.lab.dir, node, 'hold'), { force: true });
  }

  async #setPorts(node: string, state: 'up' | 'down'): Promise<void> {
    for (const { port } of this.lab.ports[node] ?? []) {
      const { code, stderr } = await run([...this.lab.enter(), 'ip', 'link', 'set', 'dev', port, state], '/');
      assert.equal(code, 0, stderr);
    }
  }

  /** Nobody hears a node's daemon or VRRP but the clients and servers. */
  async isolate(nodes: readonly string[], how: 'on' | 'off'): Promise<void> {
    for (const { port } of nodes.flatMap((node) => this.lab.ports[node] ?? [])) {
      const { code, stderr } = await run(
        [...this.lab.enter(), 'bridge', 'link', 'set', 'dev', port, 'isolated', how],
        '/',
      );
      assert.equal(code, 0, stderr);
    }
  }

  /** Stretches of time since `sinceUs` in which two nodes held an address; in microseconds. */
  twoHolders(address: string, sinceUs: number): readonly string[] {
    const holds = this.watch.ledger.holds().filter((hold) => hold.address === address);
    return holds.flatMap((one, index) =>
      holds.slice(index + 1).flatMap((other) => {
        const from = Math.max(one.fromUs, other.fromUs, sinceUs);
        const to = Math.min(one.toUs ?? Infinity, other.toUs ?? Infinity);
        return one.node !== other.node && from < to ? [`${one.node} and ${other.node}: ${to - from} µs`] : [];
      }),
    );
  }

  /** Who holds an address by the kernel's word. */
  holders(address: string): readonly string[] {
    return this.watch.ledger.holdersNow([address]);
  }

  async observe(node: string): Promise<NodeObservation> {
    return await this.door(node).observation();
  }

  /** Events that a node has told since a number, the newest last. */
  async eventsSince(node: string, from: number): Promise<readonly JournalEvent[]> {
    return await this.door(node).events(from + 1, 1_000);
  }

  /** The number of a node's newest event. */
  async lastEvent(node: string): Promise<number> {
    return (await this.door(node).events(-1, 1))[0]?.seq ?? 0;
  }

  /** Until the apply that a node coordinates has ended. */
  async ended(node: string, deadlineMs = 30_000): Promise<ApplyProgress> {
    return await waitUntil(`the apply of ${node} has ended`, deadlineMs, async () => {
      const now = await this.door(node).progress();
      return now !== undefined && ENDED_STAGES.includes(now.stage) ? now : undefined;
    });
  }

  /** Orders a spec through a node, and waits for the end. */
  async apply(node: string, spec: string, more: object = {}): Promise<ApplyProgress> {
    await this.door(node).apply({ spec, file: 'web.yaml', ...more }, 'test');
    return await this.ended(node);
  }

  /**
   * Until the site is at rest: every daemon answers and has the same revision wholly in force, without trial, record or
   * drift; each VIP has one holder.
   * @returns the release that all have
   */
  async quiet({ nodes = this.nodes, vips = this.#vips }: Rest = {}): Promise<string> {
    let seen: readonly string[] = [];
    try {
      return await waitUntil('quiet', 40_000, async () => {
        const { unrest, digest } = await this.#rest(nodes, vips);
        seen = unrest;
        return unrest.length === 0 && digest;
      });
    } catch (error) {
      throw new Error(`${(error as Error).message}: ${seen.join('; ')}`, { cause: (error as Error).cause });
    }
  }

  async #rest(
    nodes: readonly string[],
    vips: readonly string[],
  ): Promise<{ unrest: readonly string[]; digest: string }> {
    const looks = await Promise.all(
      nodes.map(async (node) => {
        try {
          const [look, progress, drift] = await Promise.all([
            this.observe(node),
            this.door(node).progress(),
            this.door(node).nodeDrift(),
          ]);
          return { node, look, progress, drift };
        } catch (error) {
          return { node, why: (error as Error).message };
        }
      }),
    );
    const silent = looks.flatMap((one) => ('why' in one ? [`${one.node}: ${one.why}`] : []));
    const found = looks.flatMap((one) => ('look' in one && one.look !== undefined ? [one] : []));
    const digests = new Set(found.map(({ look }) => `${look.release.revision} ${look.release.digest}`));
    const unrest = [
      ...silent,
      ...found.flatMap(({ node, look, progress, drift }) => [
        ...(look.release.trial === undefined ? [] : [`${node} is on trial`]),
        ...(progress === undefined || ENDED_STAGES.includes(progress.stage)
          ? []
          : [`${node}: ${progress.sentence}`]),
        ...look.release.drift.map((what) => `${node}: ${what}`),
        ...drift.runtime.map((what) => `${node}: ${what}`),
        ...drift.files.map(({ path, patch }) => `${node}: ${path}: ${patch}`),
        ...(drift.why === undefined ? [] : [`${node}: ${drift.why}`]),
      ]),
      ...(digests.size === 1 ? [] : [`unlike: ${[...digests].join(', ')}`]),
      ...nodes.flatMap((node) =>
        ['trial.json', 'apply.json']
          .filter((file) => existsSync(this.state(node, file)))
          .map((file) => `${node}: ${file}`),
      ),
      ...vips.flatMap((vip) => {
        const holders = this.holders(vip);
        return holders.length === 1 ? [] : [`VIP ${vip}: ${holders.join(', ') || 'nobody'}`];
      }),
    ];
    return { unrest, digest: found[0]?.look.release.digest ?? '' };
  }
}

/** Numbers outside of the lab of a node's daemons; one, or none while it is not there. */
function daemonPids(lab: Lab, node: string): readonly number[] {
  const runDir = `${lab.dir}/${node}`;
  return findPids(
    (words) =>
      words[0] === process.execPath &&
      words.some((word) => word.endsWith('/node.mjs')) &&
      words.includes(runDir),
  );
}

async function run([file = '', ...args]: readonly string[], cwd: string): Promise<Said> {
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: 90_000 });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
