import { closeSessionsOf } from './close-sessions.ts';
import { Generation } from './generation.ts';
import type { GuestProcess } from './guest-process.ts';
import { parseCurrentConnections } from './haproxy-cli.ts';
import { type Deaths, decideRestart, NO_DEATHS } from './restart-policy.ts';
import type { HaproxyGuest as HaproxyStatus } from './status.ts';
import { stopAccepting } from './stop-accepting.ts';

/** A guest that made the node sick must live this long before the node counts as healthy again. */
const PROVE_MS = 1_000;
/** An old or replaced process that is silent this much longer than `freezeMs` serves nobody: it is killed. */
const KILL_AFTER_MS = 5_000;
const DRAIN_BEAT_MS = 1_000;

export interface HaproxySurroundings {
  /** Starts a process on the configuration and the sockets in force. */
  readonly launch: () => GuestProcess;
  readonly probeSocket: string;
  /** Something that others look at has changed: health, pids. */
  readonly changed: () => void;
  readonly tell: (event: string, message: string) => void;
}

/**
 * Keeps one HAProxy serving on the held sockets: starts it again when it dies, sets a second one beside it when it
 * hangs, replaces it for a reload. A new process serves before the former is told to stop, so nothing is lost between.
 */
export class HaproxyGuest {
  readonly #around: HaproxySurroundings;
  readonly #beats: NodeJS.Timeout[] = [];
  #freezeMs = 3_000;
  #current: Generation | undefined;
  #old: Generation[] = [];
  #deaths: Deaths = NO_DEATHS;
  #sick: string | undefined = 'HAProxy is starting';
  #bringingUp: Promise<boolean> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #restarts = 0;
  #reloads = 0;
  #stopping = false;

  constructor(around: HaproxySurroundings) {
    this.#around = around;
  }

  /** Silence after which a second process is started beside a hung one; the probe asks five times as often. */
  set freezeMs(freezeMs: number) {
    this.#freezeMs = freezeMs;
    for (const beat of this.#beats.splice(0)) clearInterval(beat);
    const probeMs = Math.min(Math.max(freezeMs / 5, 50), 500);
    this.#beats.push(
      setInterval(() => this.#probe(probeMs), probeMs),
      setInterval(() => void this.#watchOld(), DRAIN_BEAT_MS),
    );
  }

  /** undefined = it serves, or is back at once; else why this node cannot serve. */
  get sickness(): string | undefined {
    if (this.#sick !== undefined) return this.#sick;
    const silentMs = this.#current?.silentMs ?? 0;
    // Its replacement should have served long since.
    return silentMs > this.#freezeMs + PROVE_MS
      ? `HAProxy has not answered for ${Math.round(silentMs)} ms`
      : undefined;
  }

  /** Processes to remember, so that the next foundation can take them over. */
  get pids(): { current: GuestProcess | undefined; old: GuestProcess[] } {
    return { current: this.#current?.process, old: this.#old.map(({ process }) => process) };
  }

  /** Takes over what a former foundation left. */
  async adopt(current: GuestProcess | undefined, old: readonly GuestProcess[]): Promise<void> {
    for (const process of old) {
      const adopted = this.#generation(() => process);
      this.#watch(adopted, true);
      // The former foundation may have died before it said so.
      retire(adopted);
    }
    if (current !== undefined) {
      const adopted = this.#generation(() => current);
      await adopted.openCli();
      this.#current = adopted;
      this.#sick = undefined;
      this.#watch(adopted, false);
    }
  }

  /** Starts a process of our own, on sockets that we hold; beside an adopted one, whose place it takes. */
  async start(): Promise<void> {
    await this.#recover();
  }

  /** Replaces the process without loss. False: the new one did not come up and the former goes on. */
  async reload(): Promise<boolean> {
    const replaced = await this.#bringUp();
    if (replaced) this.#reloads += 1;
    else if (this.#current === undefined) this.#retryLater(false);
    return replaced;
  }

  /** Closes every session of these frontends, in all processes that still answer. */
  async closeSessions(frontends: readonly string[]): Promise<number> {
    const generations = [...(this.#current === undefined ? [] : [this.#current]), ...this.#old];
    const counts = await Promise.all(generations.map((generation) => closeSessionsOf(generation, frontends)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Asks an old process; its words are handed on as they come. False = there is no such process, or it does not answer. */
  async askOld(pid: number, command: string, take: (text: string) => void): Promise<boolean> {
    const generation = this.#old.find((old) => old.pid === pid);
    return (await generation?.stream(command, take)) ?? false;
  }

  status(): HaproxyStatus {
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
    const all = [...(this.#current === undefined ? [] : [this.#current]), ...this.#old];
    for (const generation of all) {
      generation.hangUp();
      generation.process.signal('SIGUSR1');
    }
    const deadline = performance.now() + graceMs;
    while (all.some(({ ended }) => !ended) && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const { ended, process } of all) if (!ended) process.signal('SIGKILL');
  }

  #state(): HaproxyStatus['state'] {
    if (this.#stopping) return 'stopped';
    if (this.#current !== undefined) return this.#current.silentMs >= this.#freezeMs ? 'silent' : 'running';
    return this.#bringingUp === undefined ? 'waiting' : 'starting';
  }

  #generation(launch: () => GuestProcess): Generation {
    return new Generation(launch, this.#around.probeSocket);
  }

  #watch(generation: Generation, isOld: boolean): void {
    if (isOld) this.#old.push(generation);
    generation.process.onEnd((how) => {
      generation.markEnded();
      if (generation === this.#current) this.#died(how);
      this.#old = this.#old.filter((other) => other !== generation);
      this.#around.changed();
    });
  }

  #died(how: string): void {
    this.#current = undefined;
    if (this.#stopping) return;
    this.#restarts += 1;
    this.#around.tell('haproxy-died', `HAProxy ended (${how}); starting it again`);
    this.#retryLater(true);
  }

  #retryLater(served: boolean): void {
    const decision = decideRestart(this.#deaths, served, performance.now());
    this.#deaths = decision.deaths;
    if (decision.sick) this.#becomeSick(served ? 'HAProxy keeps dying' : 'HAProxy dies at its start');
    clearTimeout(this.#retry);
    if (decision.delayMs === 0) void this.#recover();
    else this.#retry = setTimeout(() => void this.#recover(), decision.delayMs);
  }

  #becomeSick(reason: string): void {
    if (this.#sick === undefined)
      this.#around.tell('haproxy-sick', `${reason}: this node gives its VIPs away`);
    this.#sick = reason;
    this.#around.changed();
  }

  async #recover(): Promise<void> {
    if (this.#stopping) return;
    if (await this.#bringUp()) return;
    if (this.#current === undefined && !this.#stopping) this.#retryLater(false);
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
    const next = this.#generation(this.#around.launch);
    this.#watch(next, false);
    this.#around.changed();
    if (!(await next.becomesReady())) {
      next.process.signal('SIGKILL');
      return false;
    }
    const former = this.#current;
    this.#current = next;
    this.#deaths = { ...this.#deaths, failedStarts: 0 };
    if (former !== undefined) void this.#drain(former);
    this.#proveHealthy(next);
    this.#around.tell('haproxy-serves', `HAProxy ${next.pid} serves`);
    this.#around.changed();
    return true;
  }

  #proveHealthy(generation: Generation): void {
    const first = this.#restarts === 0 && this.#deaths.recent.length === 0;
    const clear = (): void => {
      if (this.#current !== generation) return;
      if (this.#sick !== undefined) this.#around.tell('haproxy-healthy', 'HAProxy serves reliably again');
      this.#sick = undefined;
      this.#around.changed();
    };
    if (this.#sick === undefined) return;
    if (first) clear();
    else setTimeout(clear, PROVE_MS);
  }

  async #drain(generation: Generation): Promise<void> {
    this.#old.push(generation);
    // The sockets of an adopted process are a former foundation's: connections go on coming to them until it closes them.
    if (!generation.process.adopted) await stopAccepting(generation);
    retire(generation);
  }

  #probe(intervalMs: number): void {
    const current = this.#current;
    if (current === undefined || this.#stopping) return;
    const healthyBefore = this.sickness === undefined;
    current.probe(intervalMs);
    if (current.silentMs >= this.#freezeMs && this.#bringingUp === undefined) {
      this.#around.tell(
        'haproxy-silent',
        `HAProxy ${current.pid} has not answered for ${Math.round(current.silentMs)} ms; starting a second one beside it`,
      );
      void this.#bringUp();
    }
    if (healthyBefore !== (this.sickness === undefined)) this.#around.changed();
  }

  async #watchOld(): Promise<void> {
    for (const generation of this.#old) {
      generation.probe(DRAIN_BEAT_MS);
      if (generation.reachable && generation.silentMs >= this.#freezeMs + KILL_AFTER_MS) {
        this.#around.tell('haproxy-killed', `HAProxy ${generation.pid} stayed silent; killed`);
        generation.process.signal('SIGKILL');
      }
    }
    await Promise.all(
      this.#old.map(async (generation) => {
        generation.sessions = parseCurrentConnections(await generation.ask('show info'));
        if (generation.sessions === 0 && generation.retired) generation.hangUp();
      }),
    );
  }
}

function retire(generation: Generation): void {
  // A stopped process gets the signal when it wakes up: a false alarm cuts no session.
  generation.process.signal('SIGUSR1');
  generation.retired = true;
}
