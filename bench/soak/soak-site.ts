import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CommandResult, runCommand } from '../../src/host/run-command.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { openLabDoors } from '../../src/lab/lab-doors.ts';
import { openLab } from '../../src/lab/open-lab.ts';
import type { NodeDoor } from '../../src/node/api/node-door.ts';
import { ENDED_STAGES } from '../../src/node/apply/apply-progress.ts';
import { waitUntil } from '../../tests/support/wait-until.ts';
import { daemonPid } from '../daemon/daemon-pids.ts';
import { FIRST_SHAPE, printSoakSpec, type SoakShape } from './soak-spec.ts';

export const HOLDFAST = fileURLToPath(new URL('../../bin/holdfast', import.meta.url));

/** The lab under the soak, changed through the real command line only. */
export class SoakSite {
  readonly lab: Lab;
  readonly doors: ReadonlyMap<string, NodeDoor>;
  /** What was applied last, as far as is known here. */
  shape: SoakShape = FIRST_SHAPE;
  /** The server that is drained or in maintenance; one at a time, so that there is always another. */
  out: string | undefined;
  paused = false;

  private constructor(lab: Lab) {
    this.lab = lab;
    this.doors = openLabDoors(lab);
  }

  /** A lab of that name, new and healthy. @throws Error with what the command said */
  static async bringUp(name: string): Promise<SoakSite> {
    await runCommand([HOLDFAST, 'lab', 'down', '--lab-name', name], { timeoutMs: 60_000 });
    const file = `/tmp/holdfast-${name}-${process.pid}.yaml`;
    writeFileSync(file, printSoakSpec(FIRST_SHAPE));
    const up = await runCommand([HOLDFAST, 'lab', 'up', '-f', file, '--lab-name', name], {
      timeoutMs: 60_000,
    });
    rmSync(file, { force: true });
    if (up.code !== 0) throw new Error(`the lab did not come up: ${up.stdout}${up.stderr}`);
    return new SoakSite(await openLab(name));
  }

  get nodes(): readonly string[] {
    return [...this.doors.keys()];
  }

  /** `holdfast WORDS --lab-name …`, to its end. */
  holdfast(...words: string[]): Promise<CommandResult> {
    return runCommand([HOLDFAST, ...words, '--lab-name', this.lab.name], { timeoutMs: 120_000 });
  }

  /** Applies a spec with `--yes`. */
  apply(spec: string, ...more: string[]): Promise<CommandResult> {
    const file = `${this.lab.dir}/soak.yaml`;
    writeFileSync(file, spec);
    return this.holdfast('apply', '-f', file, '--yes', ...more);
  }

  /** kill -9; resolves when the one that follows answers and can serve. */
  async killDaemon(node: string): Promise<void> {
    const pid = daemonPid(this.lab.dir, node);
    if (pid === undefined) throw new Error(`the daemon of ${node} does not run`);
    process.kill(pid, 'SIGKILL');
    await waitUntil(`the daemon of ${node} is back`, 30_000, async () => {
      const now = daemonPid(this.lab.dir, node);
      return now !== undefined && now !== pid && (await this.doors.get(node)?.ready())?.ready === true;
    });
  }

  async waitsForConfirm(): Promise<boolean> {
    const all = await Promise.all([...this.doors.values()].map(async (door) => await door.progress()));
    return all.some((progress) => progress?.stage === 'unconfirmed');
  }

  /** Resolves when no node is at work on an apply, none has one on trial, and all see each other. */
  async untilIdle(): Promise<void> {
    let why = '';
    await waitUntil('no apply is on', 60_000, async () => {
      why = '';
      for (const [node, door] of this.doors) {
        const [progress, { members }] = await Promise.all([door.progress(), door.status()]);
        if (progress !== undefined && !ENDED_STAGES.includes(progress.stage))
          why = `${node}: ${progress.sentence}`;
        for (const [member, { reachable, release }] of Object.entries(members)) {
          if (!reachable) why = `${node} does not reach ${member}`;
          if (release?.trial !== undefined) why = `${node} sees a trial on ${member}`;
        }
      }
      return why === '';
    }).catch((error: unknown) => {
      throw new Error(`${(error as Error).message}: ${why}`, { cause: error });
    });
  }

  /** What members and daemons said, and their journals, for whoever looks for a reason. */
  keepLogs(to: string): void {
    rmSync(to, { recursive: true, force: true });
    for (const { name } of this.lab.plan.members) {
      for (const folder of [`${name}/log`, `${name}/state/journal`]) {
        if (existsSync(`${this.lab.dir}/${folder}`))
          cpSync(`${this.lab.dir}/${folder}`, `${to}/${folder}`, { recursive: true });
      }
    }
  }

  async end(): Promise<void> {
    for (const door of this.doors.values()) door.close();
    await this.holdfast('lab', 'down');
  }
}
