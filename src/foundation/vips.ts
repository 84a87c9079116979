import { join } from 'node:path';
import type { FoundationVip } from '../release/foundation-config.ts';
import { addToLoopback, removeFromLoopback } from './loopback-vips.ts';
import { canonicalAddress, readOwnAddresses } from './own-addresses.ts';
import { removeAddress } from './remove-address.ts';
import type { VipStatus } from './status.ts';
import { writeTrackFile } from './track-file.ts';
import { decideWeight } from './vip-weight.ts';

/** A VIP that stays on the interface this long while Keepalived says it is not ours was left there. */
const STALE_MS = 3_000;
/** A planned move that has not happened by then will not. */
const MOVE_DEADLINE_MS = 3_000;
/** How long the former holder still serves what clients send to it after a planned move. */
const LINGER_MS = 1_000;

interface VipState {
  here: boolean;
  /** When it was seen coming, ISO 8601. */
  hereSince: string | undefined;
  /** It was looked for before: what is here at the first look has been so for longer. */
  wasSeen: boolean;
  confirmedAt: number;
  bonus: boolean | null;
  healthySince: number | undefined;
  /** It was on this node when the node became healthy: it does not come back, it stays. */
  wasHereWhenHealthy: boolean;
  notOursSince: number | undefined;
  weight: number | undefined;
  /** A planned move is on: the VIP is on the loopback interface too, until then. */
  lingersUntil: number | undefined;
  /** Told once, not four times a second. */
  unwritable: boolean;
}

export interface VipSurroundings {
  readonly trackDir: string;
  readonly ipCommand: string;
  /** Why this node cannot serve it; undefined = it can. */
  readonly sickness: (vip: FoundationVip) => string | undefined;
  /** Keepalived says that the VIP belongs to another node now. */
  readonly isElsewhere: (vip: FoundationVip) => boolean;
  /** The whole site may be starting: whoever was quicker must not keep a VIP that another node is preferred for. */
  readonly isColdStart: () => boolean;
  readonly left: (vip: FoundationVip) => void;
  readonly tell: (event: string, message: string) => void;
}

/** Where each VIP is, as observed, and what its track file says. */
export class Vips {
  readonly #around: VipSurroundings;
  #vips: readonly FoundationVip[] = [];
  readonly #states = new Map<string, VipState>();

  constructor(around: VipSurroundings) {
    this.#around = around;
  }

  set(vips: readonly FoundationVip[]): void {
    this.#vips = vips;
    this.refresh();
  }

  /** Answers false when there is no such VIP. Taking the weight from the holder starts a planned move. */
  async setBonus(name: string, value: boolean | null): Promise<boolean> {
    const vip = this.#vips.find((candidate) => candidate.name === name);
    if (vip === undefined) return false;
    if (value === false) await this.#prepareMove(vip);
    this.#state(vip).bonus = value;
    this.refresh();
    return true;
  }

  /** All VIPs that are here will leave on purpose. */
  async prepareMoves(): Promise<void> {
    for (const vip of this.#vips) await this.#prepareMove(vip);
  }

  /** No planned move is on. */
  async whenSettled(): Promise<void> {
    while ([...this.#states.values()].some(({ lingersUntil }) => lingersUntil !== undefined)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** One look at the interfaces, then every track file that must say something else. */
  refresh(): void {
    const addresses = readOwnAddresses();
    const now = performance.now();
    for (const vip of this.#vips) {
      const state = this.#state(vip);
      const present = vip.addresses.some(({ address }) => addresses.has(canonicalAddress(address)));
      // The copy on the loopback interface is no holding: Keepalived's word counts then.
      const lingers = state.lingersUntil !== undefined;
      const here = present && !(lingers && this.#around.isElsewhere(vip));
      const left = state.here && !here;
      if (state.here !== here) {
        this.#around.tell(
          here ? 'vip-here' : 'vip-gone',
          `VIP ${vip.name} ${here ? 'is on this node' : 'left this node'}`,
        );
      }
      if (!here) state.hereSince = undefined;
      else if (!state.here && state.wasSeen) state.hereSince = new Date().toISOString();
      state.here = here;
      state.wasSeen = true;
      state.confirmedAt = now;
      if (left && lingers) state.lingersUntil = now + LINGER_MS;
      else if (left) this.#around.left(vip);
      if (state.lingersUntil !== undefined && now >= state.lingersUntil) this.#endMove(vip, state);
      this.#writeWeight(vip, state, now);
      this.#noticeStale(vip, state, now);
    }
  }

  /** The longest time that peers need for the VIPs that are here; 0 when none is. */
  takeoverMs(): number {
    this.refresh();
    return Math.max(
      0,
      ...this.#vips.filter((vip) => this.#state(vip).here).map(({ takeoverMs }) => takeoverMs),
    );
  }

  /** Takes our VIPs off the interfaces. The weight follows at once, so that a Keepalived started next does not preempt. */
  async remove(vips: readonly FoundationVip[] = this.#vips): Promise<void> {
    const addresses = readOwnAddresses();
    for (const vip of vips) {
      for (const { address } of vip.addresses) {
        if (!addresses.has(canonicalAddress(address))) continue;
        await removeAddress(this.#around, vip.name, address);
      }
    }
    this.refresh();
  }

  status(): Record<string, VipStatus> {
    this.refresh();
    return Object.fromEntries(
      this.#vips.map((vip) => {
        const reason = this.#around.sickness(vip);
        const { here, hereSince: since, confirmedAt, weight } = this.#state(vip);
        const ageMs = Math.round(performance.now() - confirmedAt);
        return [vip.name, { here, since, ageMs, healthy: reason === undefined, reason, weight: weight ?? 0 }];
      }),
    );
  }

  async #prepareMove(vip: FoundationVip): Promise<void> {
    this.refresh();
    const state = this.#state(vip);
    if (!state.here || state.lingersUntil !== undefined) return;
    if (!(await addToLoopback(this.#around.ipCommand, vip))) return;
    state.lingersUntil = performance.now() + MOVE_DEADLINE_MS;
  }

  #endMove(vip: FoundationVip, state: VipState): void {
    state.lingersUntil = undefined;
    void removeFromLoopback(this.#around.ipCommand, vip);
    if (!state.here) this.#around.left(vip);
  }

  #state(vip: FoundationVip): VipState {
    const known = this.#states.get(vip.name);
    if (known !== undefined) return known;
    const fresh: VipState = {
      here: false,
      hereSince: undefined,
      wasSeen: false,
      confirmedAt: performance.now(),
      bonus: null,
      healthySince: undefined,
      wasHereWhenHealthy: false,
      notOursSince: undefined,
      weight: undefined,
      lingersUntil: undefined,
      unwritable: false,
    };
    this.#states.set(vip.name, fresh);
    return fresh;
  }

  #writeWeight(vip: FoundationVip, state: VipState, now: number): void {
    const healthy = this.#around.sickness(vip) === undefined;
    const here = state.here && !this.#around.isColdStart();
    if (!healthy) state.healthySince = undefined;
    else if (state.healthySince === undefined) {
      state.healthySince = now;
      state.wasHereWhenHealthy = here;
    }
    const isYoung = state.healthySince !== undefined && now - state.healthySince < vip.failbackDelayMs;
    const settling = isYoung && !state.wasHereWhenHealthy;
    const weight = decideWeight(vip, { healthy, here, bonus: state.bonus, settling });
    if (weight === state.weight) return;
    try {
      writeTrackFile(join(this.#around.trackDir, vip.trackFile), weight);
      state.weight = weight;
      state.unwritable = false;
    } catch (error) {
      // Tried again at the next look, four times a second.
      if (!state.unwritable)
        this.#around.tell(
          'track-file-unwritable',
          `cannot write the track file of VIP ${vip.name}: ${String(error)}`,
        );
      state.unwritable = true;
    }
  }

  #noticeStale(vip: FoundationVip, state: VipState, now: number): void {
    if (!state.here || state.lingersUntil !== undefined || !this.#around.isElsewhere(vip)) {
      state.notOursSince = undefined;
      return;
    }
    state.notOursSince ??= now;
    if (now - state.notOursSince < STALE_MS) return;
    state.notOursSince = now;
    this.#around.tell(
      'vip-stale',
      `VIP ${vip.name} is on this node although Keepalived is not its master; removing it`,
    );
    void this.remove([vip]);
  }
}
