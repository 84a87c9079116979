import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../base/fault.ts';
import { runCommand } from '../host/run-command.ts';
import type { AgentsWatch } from './agents/agents-watch.ts';
import type { Ground } from './ground.ts';
import type { Span } from './measurements.ts';
import { isGone, signalAll } from './processes.ts';
import { nowUs } from './wall-clock.ts';
import type { HolderWatch } from './watch/watch-holders.ts';

const GONE_WITHIN_MS = 1000;

/** Awaited where it takes time; what it gives is not looked at. */
type Act = () => unknown;

interface SceneParts {
  readonly ground: Ground;
  readonly watch: HolderWatch;
  readonly holder: string;
  readonly other: string;
  /** Default: the lab has no agents. */
  readonly agents?: AgentsWatch | undefined;
  /** Aborted when somebody wants the drill to end. */
  readonly signal: AbortSignal;
}

/** What a fault works with in one run: who holds the VIP, how to act, and how it will be undone. */
export class Scene {
  readonly ground: Ground;
  readonly watch: HolderWatch;
  /** Who holds the VIP at the start. */
  readonly holder: string;
  /** A node that does not. */
  readonly other: string;
  readonly signal: AbortSignal;
  readonly #agents: AgentsWatch | undefined;
  readonly #repairs: { readonly what: string; readonly repair: Act }[] = [];
  readonly #acts: Span[] = [];
  #lastActUs = 0;
  #healedUs: number | undefined;

  constructor(parts: SceneParts) {
    this.ground = parts.ground;
    this.watch = parts.watch;
    this.holder = parts.holder;
    this.other = parts.other;
    this.signal = parts.signal;
    this.#agents = parts.agents;
  }

  /** Throws `drill/no-agents` where the lab has none. */
  get agents(): AgentsWatch {
    if (this.#agents !== undefined) return this.#agents;
    throw new Fault(
      'drill/no-agents',
      'This drill is about Wazuh agents, and the lab has none.',
      'run it in a lab of a spec with `wazuh:` and `lab: { managers: 3, agents: 300 }`, as examples/wazuh.yaml',
    );
  }

  /** Does one thing and notes when: until it is done, when that takes time. */
  async act(what: Act): Promise<void> {
    const fromUs = nowUs();
    await what();
    this.#lastActUs = nowUs();
    this.#acts.push({ fromUs, toUs: this.#lastActUs });
  }

  /** As `act`: kills processes and waits until the kernel has taken them apart. */
  async kill(pids: readonly number[]): Promise<void> {
    await this.act(async () => {
      signalAll(pids, 'SIGKILL');
      await this.until(() => pids.every(isGone), GONE_WITHIN_MS);
    });
  }

  /** Says how to undo what comes next, before it is done: an interrupted drill undoes it too. The last is undone first. */
  undoBy(what: string, repair: Act): void {
    this.#repairs.push({ what, repair });
  }

  /** Undoes everything, once; what cannot be undone does not keep the rest from it, and is thrown at the end. */
  async repair(): Promise<void> {
    if (this.#repairs.length === 0) return;
    const failures: string[] = [];
    this.#healedUs ??= nowUs();
    for (let next = this.#repairs.pop(); next !== undefined; next = this.#repairs.pop()) {
      try {
        await next.repair();
      } catch (error) {
        failures.push(`${next.what}: ${(error as Error).message}`);
      }
    }
    this.#lastActUs = nowUs();
    if (failures.length === 0) return;
    throw new Fault(
      'drill/not-repaired',
      'The drill could not undo all that it did; the lab is not as it was.',
      'start the lab anew: holdfast lab down, then holdfast lab up',
      failures.join('\n'),
    );
  }

  /** What was done, in order. */
  get acts(): readonly Span[] {
    return this.#acts;
  }

  get lastActUs(): number {
    return this.#lastActUs;
  }

  /** When the repair began; undefined where there was nothing to undo. */
  get healedUs(): number | undefined {
    return this.#healedUs;
  }

  /** Rejects when the drill is to end. */
  async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.signal });
  }

  /** Looks every few milliseconds; false = it did not come true in time. */
  async until(holds: () => boolean, withinMs: number): Promise<boolean> {
    const deadline = performance.now() + withinMs;
    while (!holds()) {
      if (performance.now() > deadline) return false;
      await this.pause(2);
    }
    return true;
  }

  /** Runs a command in the switch's network, or in a member's. Throws `drill/command-failed`. */
  async run(argv: readonly string[], member?: string): Promise<string> {
    const all = member === undefined ? argv : [...this.ground.enter(member), ...argv];
    const { code, stdout, stderr } = await runCommand(all, { timeoutMs: 3000 });
    if (code === 0) return stdout;
    throw new Fault(
      'drill/command-failed',
      `The drill could not run \`${all.join(' ')}\`.`,
      'see what it said; if the lab is damaged start it anew: holdfast lab down, then holdfast lab up',
      stderr.trim(),
    );
  }
}
