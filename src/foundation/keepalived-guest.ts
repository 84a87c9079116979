import { readFileSync, rmSync } from 'node:fs';
import type { GuestProcess } from './guest-process.ts';
import { identifyProcess, signalProcess } from './process-identity.ts';
import { readVrrpSockets } from './read-vrrp-sockets.ts';
import { type Deaths, decideRestart, NO_DEATHS } from './restart-policy.ts';
import type { GuestState } from './status.ts';

/** Who lives this long has started well. */
const SERVED_AFTER_MS = 1_000;
const STOP_DEADLINE_MS = 2_000;
/** A reload takes about 10 ms; this many looks take 5 s at least. */
const RELOAD_LOOK_EVERY_MS = 5;
const RELOAD_LOOKS = 1_000;

export interface KeepalivedSurroundings {
  readonly launch: () => GuestProcess;
  /** Pid files of the parent and of its VRRP child; a killed Keepalived leaves them, and the next one refuses to start. */
  readonly pidFiles: { readonly parent: string; readonly vrrp: string };
  /**
   * How long VIPs that are still on this node's interfaces must stay there for the peers to take them over first, in
   * milliseconds; 0 = none is here, or there is no peer.
   */
  readonly staleForMs: () => number;
  /** Takes this site's VIPs off the interfaces and the holder's weight from the track files. */
  readonly removeStale: () => Promise<void>;
  readonly changed: () => void;
  readonly tell: (event: string, message: string) => void;
}

/** Keeps Keepalived running, and cleans up after one that was killed: it leaves its VIPs on the interface. */
export class KeepalivedGuest {
  readonly #around: KeepalivedSurroundings;
  #process: GuestProcess | undefined;
  #startedAt = 0;
  #deaths: Deaths = NO_DEATHS;
  #restarts = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(around: KeepalivedSurroundings) {
    this.#around = around;
  }

  get process(): GuestProcess | undefined {
    return this.#process;
  }

  get restarts(): number {
    return this.#restarts;
  }

  get state(): GuestState {
    if (this.#stopping) return 'stopped';
    return this.#process === undefined ? 'waiting' : 'running';
  }

  /** Goes on with a Keepalived that a former foundation started: starting another would take the VIP off first. */
  adopt(process: GuestProcess): void {
    this.#startedAt = performance.now() - SERVED_AFTER_MS;
    this.#watch(process);
  }

  /** Starts it; what a killed one left is cleaned up first. */
  async start(): Promise<void> {
    await this.#cleanUp();
    if (!this.#stopping && this.#process === undefined) this.#launch();
  }

  /**
   * keepalived.conf changed. Ends when the new one is in force: until then the former instances still send, hold their VIPs
   * and would take others. A reload ends with new sockets, after what changed has let its VIPs go (keepalived 2.2.7,
   * vrrp_daemon.c: clear_diff_vrrp, then vrrp_dispatcher_release); its FIFO says nothing of an instance that stays MASTER.
   * One that had no sockets has no instance either. One that does not reload hangs: it is ended, and started with the new file.
   */
  async reload(): Promise<void> {
    const process = this.#process;
    if (process === undefined) return;
    const former = readVrrpSockets();
    process.signal('SIGHUP');
    if (former.size === 0) return;
    // Looks are counted, not time: when the whole machine stalls, so do they.
    for (let looks = 1; this.#process === process; looks += 1) {
      const now = readVrrpSockets();
      if ([...former].some((socket) => !now.has(socket))) return;
      if (looks === RELOAD_LOOKS) {
        this.#around.tell(
          'keepalived-hung',
          'Keepalived did not read its new file; it is ended and begins anew',
        );
        process.signal('SIGKILL');
      }
      await new Promise((resolve) => setTimeout(resolve, RELOAD_LOOK_EVERY_MS));
    }
  }

  /** Keepalived takes its VIPs off and says so to its peers. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const process = this.#process;
    if (process === undefined) return;
    process.signal('SIGTERM');
    const deadline = performance.now() + STOP_DEADLINE_MS;
    while (this.#process !== undefined && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    if (this.#process !== undefined) {
      process.signal('SIGKILL');
      this.#killOrphan();
    }
    await this.#around.removeStale();
  }

  #launch(): void {
    this.#startedAt = performance.now();
    this.#watch(this.#around.launch());
    this.#around.changed();
  }

  #watch(process: GuestProcess): void {
    this.#process = process;
    process.onEnd((how) => {
      this.#process = undefined;
      if (!this.#stopping) this.#died(how);
      this.#around.changed();
    });
  }

  #died(how: string): void {
    this.#restarts += 1;
    const now = performance.now();
    const decision = decideRestart(this.#deaths, now - this.#startedAt >= SERVED_AFTER_MS, now);
    this.#deaths = decision.deaths;
    this.#around.tell('keepalived-died', `Keepalived ended (${how})`);
    this.#killOrphan();
    if (decision.delayMs === 0) void this.start();
    else this.#timer = setTimeout(() => void this.start(), decision.delayMs);
  }

  /** A VRRP child without its parent would go on beside the next Keepalived. SIGKILL: its polite end would drop the VIP before a peer has it. */
  #killOrphan(): void {
    const pid = readPid(this.#around.pidFiles.vrrp);
    const orphan = pid === undefined ? undefined : identifyProcess(pid);
    if (orphan !== undefined && isKeepalived(orphan.pid)) signalProcess(orphan, 'SIGKILL');
  }

  /**
   * Why the wait: Keepalived takes the VIPs off at its start, and a peer needs three adverts of silence to take over.
   * Restarting at once leaves the VIP nowhere for 150 ms; restarting after the peer has it loses nothing, and both have it
   * for some 50 ms, during which either answers (measured: docs/concepts/failover.md).
   */
  async #cleanUp(): Promise<void> {
    const waitMs = this.#around.staleForMs();
    if (waitMs > 0) {
      this.#around.tell(
        'vip-stale',
        `a killed Keepalived left a VIP here; peers get ${waitMs} ms to take it over`,
      );
      await new Promise((resolve) => {
        this.#timer = setTimeout(resolve, waitMs);
      });
    }
    if (this.#stopping) return;
    await this.#around.removeStale();
    rmSync(this.#around.pidFiles.parent, { force: true });
    rmSync(this.#around.pidFiles.vrrp, { force: true });
  }
}

function readPid(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'latin1').trim());
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isKeepalived(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'latin1').startsWith('keepalived');
  } catch {
    return false;
  }
}
