import type { EngineTimes } from '../release/foundation-config.ts';
import type { Engine, EngineSurroundings } from './engine.ts';
import type { Generation } from './generation.ts';
import type { GuestProcess } from './guest-process.ts';
import { isAlive } from './process-identity.ts';
import { type Deaths, decideRestart, NO_DEATHS } from './restart-policy.ts';

import type { EngineGuest as EngineStatus } from './status.ts';
import { isGone, stopGenerations } from './stop-generations.ts';

/** A guest that made the node sick must live this long before the node counts as healthy again. */
const PROVE_MS = 1_000;
/** An old or replaced process that is silent this much longer than `freezeMs` serves nobody: it is killed. */
const KILL_AFTER_MS = 5_000;
const DRAIN_BEAT_MS = 1_000;

/**
 * Keeps one process of an engine serving on the held sockets: starts it again when it dies, sets a second one beside it
 * when it hangs, replaces it for a reload. A new process serves before the former is told to stop, so nothing is lost between.
 */
export class EngineGuest<G extends Generation> {
  readonly #engine: Engine<G>;
  readonly #around: EngineSurroundings;
  readonly #beats: NodeJS.Timeout[] = [];
  #used = false;
  #freezeMs = 3_000;
  #current: G | undefined;
  #old: G[] = [];
  #deaths: Deaths = NO_DEATHS;
  #sick: string | undefined;
  #bringingUp: Promise<boolean> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #restarts = 0;
  #reloads = 0;
  #stopping = false;

  constructor(engine: Engine<G>, around: EngineSurroundings) {
    this.#engine = engine;
    this.#around = around;
    this.#sick = `${engine.title} is starting`;
  }

  /** After that much silence a second process is started beside a hung one; the probe asks five times as often. undefined = no service needs this engine: what runs ends its sessions. */
  use(times: EngineTimes | undefined): void {
    for (const beat of this.#beats.splice(0)) clearInterval(beat);
    this.#used = times !== undefined;
    if (times === undefined && this.#current !== undefined) {
      this.#old.push(this.#current);
      void this.#current.retire();
      this.#current = undefined;
    }
    this.#freezeMs = times?.freezeMs ?? this.#freezeMs;
    const probeMs = Math.min(Math.max(this.#freezeMs / 5, 50), 500);
    this.#beats.push(
      setInterval(() => this.#probe(probeMs), probeMs),
      setInterval(() => void this.#watchOld(), DRAIN_BEAT_MS),
    );
  }

  /** undefined = it serves, or is back at once; else why this node cannot serve. */
  get sickness(): string | undefined {
    if (!this.#used) return undefined;
    if (this.#sick !== undefined) return this.#sick;
    const silentMs = this.#current?.silentMs ?? 0;
    // Its replacement should have served long since.
    return silentMs > this.#freezeMs + PROVE_MS
      ? `${this.#engine.title} has not answered for ${Math.round(silentMs)} ms`
      : undefined;
  }

  get current(): G | undefined {
    return this.#current;
  }

  /** Those that end their sessions. */
  get old(): readonly G[] {
    return this.#old;
  }

  /** Takes over what a former foundation left. */
  async adopt(current: GuestProcess | undefined, old: readonly GuestProcess[]): Promise<void> {
    for (const process of old) {
      const adopted = this.#engine.adopt(process);
      this.#watch(adopted, true);
      // The former foundation may have died before it said so. What a dead one has left may be all that serves.
      if (isAlive(process) || !this.#used) void adopted.retire();
    }
    if (current !== undefined) {
      const adopted = this.#engine.adopt(current);
      await adopted.greet();
      this.#current = adopted;
      this.#sick = undefined;
      this.#watch(adopted, false);
      if (!this.#used) this.use(undefined);
    }
  }

  /** Starts a process of our own, on sockets that we hold; beside an adopted one, whose place it takes. */
  async start(): Promise<void> {
    if (this.#used) await this.#recover();
  }

  /** Replaces the process without loss. False: the new one did not come up and the former goes on. */
  async reload(): Promise<boolean> {
    const replaced = await this.#bringUp();
    if (replaced) this.#reloads += 1;
    else if (this.#current === undefined) this.#retryLater(false);
    return replaced;
  }

  status(): EngineStatus {
    return {
      state: this.#state(),
      pid: this.#current?.pid,
      restarts: this.#restarts,
      reloads: this.#reloads,
      draining: this.#old.length,
      old: this.#old.map(({ pid, sessions }) => ({ pid, sessions })),
    };
  }

  /** Soft stop: no new connections; sessions get `graceMs`, then the processes are ended. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#retry);
    for (const beat of this.#beats) clearInterval(beat);
    await stopGenerations([...(this.#current === undefined ? [] : [this.#current]), ...this.#old], graceMs);
  }

  #state(): EngineStatus['state'] {
    if (!this.#used) return 'unused';
    if (this.#stopping) return 'stopped';
    if (this.#current !== undefined) return this.#current.silentMs >= this.#freezeMs ? 'silent' : 'running';
    return this.#bringingUp === undefined ? 'waiting' : 'starting';
  }

  #watch(generation: G, isOld: boolean): void {
    if (isOld) this.#old.push(generation);
    generation.process.onEnd((how) => {
      generation.markEnded();
      if (generation === this.#current) this.#died(how);
      // What a dead process has started serves on until the next one does.
      if (generation.leavesOthers()) this.#old = [...new Set([...this.#old, generation])];
      else this.#forget(generation);
    });
  }

  #forget(generation: G): void {
    this.#old = this.#old.filter((other) => other !== generation);
    this.#around.changed();
  }

  #died(how: string): void {
    this.#current = undefined;
    if (this.#isOver) return;
    this.#restarts += 1;
    this.#tell('died', `ended (${how}); starting it again`);
    this.#retryLater(true);
  }

  #retryLater(served: boolean): void {
    if (this.#isOver) return;
    const decision = decideRestart(this.#deaths, served, performance.now());
    this.#deaths = decision.deaths;
    if (decision.sick) this.#becomeSick(served ? 'keeps dying' : 'dies at its start');
    clearTimeout(this.#retry);
    if (decision.delayMs === 0) void this.#recover();
    else this.#retry = setTimeout(() => void this.#recover(), decision.delayMs);
  }

  #becomeSick(reason: string): void {
    if (this.#sick === undefined) this.#tell('sick', `${reason}: this node gives its VIPs away`);
    this.#sick = `${this.#engine.title} ${reason}`;
    this.#around.changed();
  }

  async #recover(): Promise<void> {
    if (this.#isOver) return;
    if (await this.#bringUp()) return;
    if (this.#current === undefined && !this.#isOver) this.#retryLater(false);
  }

  /** One at a time; who asks meanwhile gets a new one afterwards. */
  async #bringUp(): Promise<boolean> {
    while (this.#bringingUp !== undefined) await this.#bringingUp;
    this.#bringingUp = this.#bringUpNow().finally(() => {
      this.#bringingUp = undefined;
    });
    return await this.#bringingUp;
  }

  async #bringUpNow(): Promise<boolean> {
    const next = this.#engine.launch();
    this.#watch(next, false);
    this.#around.changed();
    if (!(await next.becomesReady())) {
      next.kill();
      return false;
    }
    const former = this.#current;
    this.#current = next;
    this.#deaths = { ...this.#deaths, failedStarts: 0 };
    if (former !== undefined) this.#old.push(former);
    for (const left of this.#old) void left.retire();
    this.#proveHealthy(next);
    this.#tell('serves', `${next.pid} serves`);
    this.#around.changed();
    return true;
  }

  #proveHealthy(generation: G): void {
    const first = this.#restarts === 0 && this.#deaths.recent.length === 0;
    const clear = (): void => {
      if (this.#current !== generation) return;
      if (this.#sick !== undefined) this.#tell('healthy', 'serves reliably again');
      this.#sick = undefined;
      this.#around.changed();
    };
    if (this.#sick === undefined) return;
    if (first) clear();
    else setTimeout(clear, PROVE_MS);
  }

  #probe(intervalMs: number): void {
    const current = this.#current;
    if (current === undefined || this.#stopping) return;
    const healthyBefore = this.sickness === undefined;
    current.probe(intervalMs);
    if (current.silentMs >= this.#freezeMs && this.#bringingUp === undefined) {
      this.#tell(
        'silent',
        `${current.pid} has not answered for ${Math.round(current.silentMs)} ms; starting a second one beside it`,
      );
      void this.#bringUp();
    }
    if (healthyBefore !== (this.sickness === undefined)) this.#around.changed();
  }

  async #watchOld(): Promise<void> {
    for (const generation of this.#old) {
      generation.probe(DRAIN_BEAT_MS);
      if (generation.reachable && generation.silentMs >= this.#freezeMs + KILL_AFTER_MS) {
        this.#tell('killed', `${generation.pid} stayed silent; killed`);
        generation.killSilent();
      }
    }
    await Promise.all(this.#old.map((generation) => generation.look()));
    for (const generation of this.#old) if (isGone(generation)) this.#forget(generation);
  }

  get #isOver(): boolean {
    return this.#stopping || !this.#used;
  }

  #tell(what: string, words: string): void {
    this.#around.tell(`${this.#engine.name}-${what}`, `${this.#engine.title} ${words}`);
  }
}
