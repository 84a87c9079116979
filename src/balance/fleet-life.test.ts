import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { arbitraryLife, type Life, liveFleet } from '../../tests/support/fleet/fleet-life.ts';
import { USUAL_RULES as RULES } from '../../tests/support/usual-rules.ts';
import { planBalance } from './plan-balance.ts';

/*
 * Eight hours in the life of a fleet, in simulated time: servers join, die, flap, come back, leave and are drained; clients
 * come and go and are slow; counts are old or unknown; moves are refused or do not happen; HAProxy is reloaded.
 * HOLDFAST_LIVES=n lives more of them, HOLDFAST_SEED=n others; in CI they are the same ones each time.
 */

const LIVES = Number(process.env['HOLDFAST_LIVES'] ?? 6);
const SEED = Number(
  process.env['HOLDFAST_SEED'] ?? (process.env['CI'] === undefined ? Date.now() % 1_000_000 : 20_261_121),
);
const MINUTE = 60_000;
const lives = { numRuns: LIVES, seed: SEED, endOnFailure: true };

/** In tolerance once nothing has happened for so long, and nothing has to be waited for. */
const judgeQuiet =
  (afterMs: number) =>
  ({ fleet, pilot, isDisturbed }: Life, quietMs: number): void => {
    const { watch } = pilot;
    const trusted = Object.values(watch?.servers ?? {}).map(({ trustedFromMs }) => trustedFromMs);
    const waitedMs = fleet.nowMs - Math.max(watch?.notBeforeMs ?? 0, ...trusted);
    if (isDisturbed || fleet.away > 0 || quietMs < afterMs || waitedMs < afterMs) return;
    const plan = planBalance(fleet.loads(), RULES);
    assert.ok(
      plan.isBalanced || Object.keys(plan.moves).length === 0,
      `${fleet.nowMs}: ${plan.says} — ${pilot.says} — ${JSON.stringify(fleet.loads())} ${JSON.stringify(watch)} ${JSON.stringify(pilot.run)}`,
    );
  };

/** Nobody is moved back where nothing happened to the fleet in between, nor soon in any case. */
function judgeMoves({ fleet, changes }: Life): void {
  const last = new Map<string, number>();
  for (const { client, atMs } of fleet.moves) {
    const before = last.get(client);
    last.set(client, atMs);
    if (before === undefined) continue;
    assert.ok(atMs - before >= RULES.cooldownMs, `${client} was moved again after ${atMs - before} ms`);
    assert.ok(
      changes.some((ms) => ms > before && ms <= atMs),
      `${client} was moved twice for nothing`,
    );
  }
}

/** Moves that brought no session nearer to where it should be. What happens to the fleet in between excuses one. */
function needless({ fleet, changes }: Life): number {
  const isExcused = (fromMs: number, toMs: number) => changes.some((ms) => ms > fromMs - 5_000 && ms <= toMs);
  return fleet.moves.filter(
    ({ helped, wasCounted, atMs, backMs }) => !helped && wasCounted && !isExcused(atMs, backMs ?? atMs),
  ).length;
}

describe('eight hours in the life of a fleet', { timeout: 600_000 }, () => {
  it(`are spent in tolerance, with moves within 5% of the fewest (HOLDFAST_SEED=${SEED})`, () => {
    let moved = 0;
    fc.assert(
      fc.property(arbitraryLife({ reloads: false }), (start) => {
        const life = liveFleet(start, RULES, judgeQuiet(MINUTE));
        judgeMoves(life);
        const all = life.fleet.moves.length;
        moved += all;
        const rest = needless(life);
        assert.ok(rest <= 0.05 * (all - rest) + 5, `${rest} of ${all} moves were needless`);
      }),
      lives,
    );
    assert.ok(moved > 100 * LIVES, `only ${moved} moves in ${LIVES} lives: they were too quiet`);
  });

  it(`with reloads, too: a session that HAProxy does not count is moved once (HOLDFAST_SEED=${SEED})`, () => {
    fc.assert(
      fc.property(arbitraryLife({ reloads: true }), (start) => {
        const life = liveFleet(start, RULES, judgeQuiet(5 * MINUTE));
        judgeMoves(life);
        const all = life.fleet.moves.length;
        const rest = needless(life);
        assert.ok(rest <= 0.05 * (all - rest) + 5, `${rest} of ${all} moves were needless`);
      }),
      lives,
    );
  });
});
