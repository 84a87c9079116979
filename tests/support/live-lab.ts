import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HolderWatch } from '../../src/drill/watch/watch-holders.ts';
import { openLabDoors } from '../../src/lab/lab-doors.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { findLab, openLab } from '../../src/lab/open-lab.ts';
import { takeDown } from '../../src/lab/take-down.ts';
import type { NodeDoor } from '../../src/node/api/node-door.ts';
import { type ApplyProgress, ENDED_STAGES } from '../../src/node/apply/apply-progress.ts';
import type { JournalEvent } from '../../src/node/journal/record.ts';
import type { NodeObservation } from '../../src/node/status/node-observation.ts';
import { findPids } from './find-pids.ts';
import { LabTraffic } from './lab-traffic.ts';
import { waitUntil } from './wait-until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HOLDFAST = join(ROOT, 'bin/holdfast');

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

  private constructor(name: string, home: string, lab: Lab) {
    this.name = name;
    this.home = home;
    this.lab = lab;
    this.doors = openLabDoors(lab);
    const vips = lab.site.vips.flatMap(({ addresses }) => addresses.map(({ address }) => address));
    this.watch = new HolderWatch((member) => lab.enter(member), this.nodes, 'client', vips);
    this.traffic = new LabTraffic(lab.enter('client'), `http://${vips[0]}/`, home);
  }

  /** @param tag makes the name unlike that of another file's lab */
  static async up(tag: string, spec: string): Promise<LiveLab> {
    const home = mkdtempSync('/tmp/holdfast-test-');
    const name = `${tag}${process.pid}`;
    writeFileSync(join(home, 'web.yaml'), spec);
    const built = await run([process.execPath, join(ROOT, 'tools/build.ts')], ROOT);
    assert.equal(built.code, 0, built.stderr);
    const { code, stderr } = await run([HOLDFAST, 'lab', 'up', '-f', 'web.yaml', '--lab-name', name], home);
    assert.equal(code, 0, stderr);
    const live = new LiveLab(name, home, await openLab(name));
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
    return spawn(HOLDFAST, [...words, '--lab-name', this.name], { cwd: this.home, stdio: ['ignore', 'pipe', 'pipe'] });
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

  /** Nobody hears a node's daemon or VRRP but the clients and servers. */
  async isolate(nodes: readonly string[], how: 'on' | 'off'): Promise<void> {
    for (const { port } of nodes.flatMap((node) => this.lab.ports[node] ?? [])) {
      const { code, stderr } = await run([...this.lab.enter(), 'bridge', 'link', 'set', 'dev', port, 'isolated', how], '/');
      assert.equal(code, 0, stderr);
    }
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
  async quiet(deadlineMs = 40_000, nodes: readonly string[] = this.nodes): Promise<string> {
    let seen: readonly string[] = [];
    try {
      return await waitUntil('quiet', deadlineMs, async () => {
        const { unrest, digest } = await this.#rest(nodes);
        seen = unrest;
        return unrest.length === 0 && digest;
      });
    } catch (error) {
      throw new Error(`${(error as Error).message}: ${seen.join('; ')}`, { cause: (error as Error).cause });
    }
  }

  async #rest(nodes: readonly string[]): Promise<{ unrest: readonly string[]; digest: string }> {
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
        ...(progress === undefined || ENDED_STAGES.includes(progress.stage) ? [] : [`${node}: ${progress.sentence}`]),
        ...look.release.drift.map((what) => `${node}: ${what}`),
        ...drift.runtime.map((what) => `${node}: ${what}`),
        ...drift.files.map(({ path, patch }) => `${node}: ${path}: ${patch}`),
        ...(drift.why === undefined ? [] : [`${node}: ${drift.why}`]),
      ]),
      ...(digests.size === 1 ? [] : [`unlike: ${[...digests].join(', ')}`]),
      ...nodes.flatMap((node) =>
        ['trial.json', 'apply.json'].filter((file) => existsSync(this.state(node, file))).map((file) => `${node}: ${file}`),
      ),
      ...this.lab.site.vips.flatMap(({ name, addresses }) => {
        const holders = this.watch.ledger.holdersNow(addresses.map(({ address }) => address));
        return holders.length === 1 ? [] : [`VIP ${name}: ${holders.join(', ') || 'nobody'}`];
      }),
    ];
    return { unrest, digest: found[0]?.look.release.digest ?? '' };
  }
}

/** Numbers outside of the lab of a node's daemons; one, or none while it is not there. */
function daemonPids(lab: Lab, node: string): readonly number[] {
  const runDir = `${lab.dir}/${node}`;
  return findPids((words) => words[0] === process.execPath && words.some((word) => word.endsWith('/node.mjs')) && words.includes(runDir));
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
