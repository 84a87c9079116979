import { randomBytes } from 'node:crypto';
import type { BalancePlan, Counts } from '../../balance/balance-plan.ts';
import { nextStep } from '../../balance/next-step.ts';
import { openRun } from '../../balance/open-run.ts';
import type { RunState } from '../../balance/run-state.ts';
import { afterRun, type WatchState, watchPool } from '../../balance/watch-pool.ts';
import type { Rebalance } from '../../site/site.ts';
import type { Tell } from '../daemon/tell.ts';
import type { Trouble } from '../status/found.ts';
import { hindered, noDecider } from './balance-faults.ts';
import type { BalanceRun, BalanceView } from './balance-view.ts';
import { findTroubles } from './find-troubles.ts';
import type { PoolSight } from './pool-sight.ts';
import { viewOf } from './view-of.ts';

/** What one step of a run came to. */
export interface Moved {
  readonly moved: number;
  readonly by: BalanceRun['by'];
}

export interface PoolAround {
  readonly pool: string;
  readonly node: string;
  /** As the site in force has them; undefined = the pool is gone, or has none any more. */
  readonly rules: () => Rebalance | undefined;
  readonly look: () => Promise<PoolSight>;
  /** @param by what was used last */
  readonly move: (moves: Counts, run: string, by: BalanceRun['by']) => Promise<Moved>;
  /** How a run of so many moves is done. */
  readonly meansFor: (sight: PoolSight, moves: number) => BalanceRun['by'];
  readonly tell: Tell;
  readonly now: () => number;
  /** What went wrong and is no fault of the world. */
  readonly onBug: (error: unknown) => void;
}

/** The run that is on, or the last one, with what only this room knows of it. */
export interface KnownRun {
  readonly state: RunState;
  readonly by: BalanceRun['by'];
}

/** Since the daemon started. */
export interface BalanceFigures {
  readonly moved: number;
  readonly ended: Readonly<Record<'balanced' | 'stopped', number>>;
}

const HOLDFAST = 'holdfast';

/** One pool on the node that decides: says when a run begins, carries it out, and tells. */
export class PoolBalance {
  readonly #around: PoolAround;
  #watch: WatchState | undefined;
  #run: KnownRun | undefined;
  #sight: PoolSight | undefined;
  #plan: BalancePlan | undefined;
  #says = 'not looked at yet';
  /** Who wants the run that is on to end. */
  #stopper: string | undefined;
  /** Since the daemon started. */
  #moved = 0;
  #ended = { balanced: 0, stopped: 0 };

  constructor(around: PoolAround) {
    this.#around = around;
  }

  get isOn(): boolean {
    return this.#run !== undefined && this.#run.state.ended === undefined;
  }

  get figures(): BalanceFigures {
    return { moved: this.#moved, ended: this.#ended };
  }

  /** One look at the pool; a run begins by itself when its mode is on and it is time. */
  see(sight: PoolSight): void {
    const rules = this.#around.rules();
    if (rules === undefined) return;
    this.#sight = sight;
    if (sight.decider !== this.#around.node) {
      // Who holds the VIP may be unknown for one look, on a busy machine: what was seen before is not forgotten for that.
      if (sight.decider !== undefined) this.#watch = undefined;
      return;
    }
    const watched = watchPool(this.#watch, sight, rules);
    this.#watch = watched.watch;
    this.#plan = watched.plan;
    this.#says = watched.says;
    if (watched.begin && rules.mode === 'on' && !this.isOn) this.#begin(HOLDFAST, sight, rules);
  }

  /** @throws Fault `balance/no-decider`, `balance/hindered` */
  begin(who: string, sight: PoolSight): void {
    const { pool, node, rules } = this.#around;
    this.see(sight);
    const now = rules();
    if (sight.decider !== node || now === undefined) throw noDecider(pool, sight.decider);
    if (sight.hindrance !== undefined) throw hindered(pool, sight.hindrance);
    if (sight.loads === undefined) throw hindered(pool, "the servers' counts are not known");
    if (this.isOn || Object.keys(this.#plan?.moves ?? {}).length === 0) return;
    this.#begin(who, sight, now);
  }

  /** The run that is on ends with its next look; none begins by itself for as long as a client is left alone. */
  stop(who: string): void {
    const rules = this.#around.rules();
    this.#stopper = this.isOn ? who : undefined;
    if (this.#watch !== undefined && rules !== undefined)
      this.#watch = { ...this.#watch, notBeforeMs: this.#around.now() + rules.cooldownMs };
  }

  /** Whether this node decides, as far as it was seen last. */
  get isDecider(): boolean {
    return this.#sight?.decider === this.#around.node;
  }

  view(): BalanceView {
    const { pool, rules, meansFor } = this.#around;
    return viewOf({
      meansFor,
      pool,
      rules: rules(),
      sight: this.#sight,
      plan: this.#plan,
      says: this.#says,
      run: this.#run,
    });
  }

  get troubles(): readonly Trouble[] {
    if (!this.isDecider) return [];
    return findTroubles(this.view(), this.#watch, this.#around.rules(), this.#around.now());
  }

  #begin(who: string, sight: PoolSight, rules: Rebalance): void {
    const { pool, tell, meansFor, onBug } = this.#around;
    const order = { id: randomBytes(4).toString('hex'), who };
    const state = openRun(order, { nowMs: sight.nowMs, loads: sight.loads ?? [] }, rules);
    this.#run = { state, by: meansFor(sight, state.of) };
    this.#stopper = undefined;
    const whose = who === HOLDFAST ? '' : `${who} spreads pool ${pool}: `;
    tell({
      kind: 'balance-begun',
      text: `${whose}${state.leg.says}`,
      fields: {
        pool,
        run: order.id,
        who,
        by: this.#run.by,
        of: state.of,
        before: state.before,
        predicted: state.predicted,
      },
    });
    void this.#drive().catch((error: unknown) => {
      onBug(error);
      this.#end('stopped', 'an error of Holdfast ended it; see the events', true);
    });
  }

  async #drive(): Promise<void> {
    const { look, rules, node, now } = this.#around;
    let moved: number | undefined;
    // Sessions are looked at as soon as it is known that some will move: idle is what nothing goes through for a second.
    await this.#around.move({}, this.#run!.state.id, 'sessions');
    for (;;) {
      const sight = await look();
      this.#sight = sight;
      const inForce = rules();
      if (inForce === undefined) return this.#end('stopped', 'the pool is not rebalanced any more', false);
      const taken = sight.decider === node ? undefined : `${sight.decider ?? 'nobody'} holds the VIP now`;
      const stopped = this.#stopper === undefined ? undefined : `${this.#stopper} has stopped it`;
      const hindrance = stopped ?? taken ?? sight.hindrance;
      const { state, by } = this.#run!;
      const { run, step } = nextStep(state, { ...sight, hindrance, moved }, inForce);
      this.#run = { state: run, by };
      moved = undefined;
      if (step.do === 'end') return this.#end(step.how, step.says, run.ended?.inVain ?? false);
      if (step.do === 'wait')
        await new Promise((resolve) => setTimeout(resolve, Math.max(10, step.untilMs - now())));
      else moved = await this.#move(step.moves);
    }
  }

  async #move(moves: Counts): Promise<number> {
    const { pool, tell, move } = this.#around;
    const { state, by: former } = this.#run!;
    const { moved, by } = await move(moves, state.id, former);
    this.#moved += moved;
    if (by !== former)
      tell({
        kind: 'balance-means',
        text: `the Wazuh API does not move agents of pool ${pool} now: idle sessions are cut instead`,
        fields: { pool, run: state.id, by },
      });
    this.#run = { state, by };
    return moved;
  }

  #end(how: 'balanced' | 'stopped', says: string, inVain: boolean): void {
    const { pool, tell, now, rules } = this.#around;
    const { state, by } = this.#run!;
    const ended = { how, says, inVain, atMs: now() };
    this.#run = { state: { ...state, ended }, by };
    this.#ended = { ...this.#ended, [how]: this.#ended[how] + 1 };
    const inForce = rules();
    if (this.#watch !== undefined && inForce !== undefined) {
      const { notBeforeMs } = this.#watch;
      const watch = afterRun(this.#watch, ended, inForce);
      // What an operator has said stays said.
      this.#watch = { ...watch, notBeforeMs: Math.max(notBeforeMs, watch.notBeforeMs) };
    }
    const { id, who, moved, of, startedMs } = state;
    const tookMs = ended.atMs - startedMs;
    tell({
      kind: 'balance-ended',
      text: `pool ${pool}: ${says}; ${moved} sessions moved in ${(tookMs / 1_000).toFixed(1)} s`,
      fields: { pool, run: id, who, how, by, moved, of, tookMs },
    });
  }
}
