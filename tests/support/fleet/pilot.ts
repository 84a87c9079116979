import { nextStep } from '../../../src/balance/next-step.ts';
import { openRun } from '../../../src/balance/open-run.ts';
import type { RunState } from '../../../src/balance/run-state.ts';
import type { ServerLoad } from '../../../src/balance/server-load.ts';
import { afterRun, type WatchState, watchPool } from '../../../src/balance/watch-pool.ts';
import type { Rebalance } from '../../../src/site/site.ts';
import type { Fleet } from './fleet.ts';

/** Keeps a fleet balanced as a node's daemon does: looks, begins runs, carries their steps out. */
export class Pilot {
  /** How it is; changed by tests while time passes. */
  hindrance: string | undefined;
  isBlind = false;
  /** How old the counts are that it sees. */
  lagMs = 0;
  /** Whether a move that was asked for happens, and whether it is told when not. */
  works: () => boolean = () => true;
  tells = true;
  run: RunState | undefined;
  says = '';
  readonly ended: RunState[] = [];
  watch: WatchState | undefined;
  #nextMs = 0;
  #moved: number | undefined;
  #looks: { atMs: number; loads: ServerLoad[] }[] = [];
  #runs = 0;
  readonly #fleet: Fleet;
  readonly #rules: Rebalance;
  readonly #look: { readonly idleMs: number; readonly runMs: number };

  constructor(fleet: Fleet, rules: Rebalance, look = { idleMs: 1_000, runMs: 50 }) {
    this.#fleet = fleet;
    this.#rules = rules;
    this.#look = look;
  }

  /** @param seen called after each look, with what is really there */
  live(untilMs: number, seen: (nowMs: number) => void = () => {}): void {
    while (this.#nextMs <= untilMs) {
      const nowMs = this.#nextMs;
      this.#fleet.pass(nowMs);
      this.#nextMs = this.#turn(nowMs);
      seen(nowMs);
    }
    this.#fleet.pass(untilMs);
  }

  /** Nothing would be seen until then. */
  skipTo(nowMs: number): void {
    this.#fleet.pass(nowMs);
    this.#nextMs = Math.max(this.#nextMs, nowMs);
    this.#looks = [];
  }

  /** A person asks for a run. */
  begin(who: string): void {
    const seen = { nowMs: this.#fleet.nowMs, loads: this.#fleet.loads() };
    this.run = openRun({ id: `run-${(this.#runs += 1)}`, who }, seen, this.#rules);
    this.#nextMs = this.#fleet.nowMs;
  }

  #turn(nowMs: number): number {
    const seen = { nowMs, loads: this.#see(nowMs), hindrance: this.hindrance };
    const watched = watchPool(this.watch, seen, this.#rules);
    this.watch = throughJson(watched.watch);
    this.says = watched.says;
    if (this.run === undefined && !watched.begin) return nowMs + this.#look.idleMs;
    if (this.run === undefined) this.begin('holdfast');
    const { run, step } = nextStep(this.run!, { ...seen, moved: this.#moved }, this.#rules);
    this.#moved = undefined;
    this.run = throughJson(run);
    if (step.do === 'end') {
      this.watch = afterRun(this.watch, run.ended!, this.#rules);
      this.ended.push(run);
      this.run = undefined;
      return nowMs + this.#look.idleMs;
    }
    if (step.do === 'wait') return Math.max(step.untilMs, nowMs + this.#look.runMs);
    const moved = this.#fleet.move(step.moves, run.id, this.#rules, this.works);
    if (this.tells) this.#moved = moved;
    return nowMs + this.#look.runMs;
  }

  #see(nowMs: number): ServerLoad[] | undefined {
    this.#looks.push({ atMs: nowMs, loads: this.#fleet.loads() });
    while (this.#looks.length > 1 && this.#looks[1]!.atMs <= nowMs - this.lagMs) this.#looks.shift();
    return this.isBlind ? undefined : this.#looks[0]!.loads;
  }
}

/** State is kept in files and sent to peers. */
function throughJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
