import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Fleet } from '../../tests/support/fleet/fleet.ts';
import { Pilot } from '../../tests/support/fleet/pilot.ts';
import { randomFrom } from '../../tests/support/random-from.ts';
import { USUAL_RULES as RULES } from '../../tests/support/usual-rules.ts';
import type { Rebalance } from '../site/site.ts';
import { planBalance } from './plan-balance.ts';

const UNLIMITED: Rebalance = { ...RULES, ratePerS: undefined };

/** 3,000 clients on three servers, and quiet for 20 seconds. */
function cluster(rules = RULES, backMs = [200, 1_000], lookMs = 250) {
  const random = randomFrom(7);
  const fleet = new Fleet({ random, backMs: () => backMs[0]! + random() * (backMs[1]! - backMs[0]!) });
  for (const name of ['m1', 'm2', 'm3']) fleet.addServer(name);
  fleet.addClients(3_000);
  const pilot = new Pilot(fleet, rules, { idleMs: lookMs, runMs: 50 });
  pilot.live(20_000);
  return { fleet, pilot };
}

/** What happens from now on until the first run has ended, and for the rest of the time. */
function watchFor({ fleet, pilot }: ReturnType<typeof cluster>, forMs: number) {
  const startMs = fleet.nowMs;
  let balancedMs: number | undefined;
  let worst = 0;
  pilot.live(startMs + forMs, (nowMs) => {
    const loads = fleet.loads();
    worst = Math.max(worst, ...loads.map(({ sessions }) => sessions));
    if (planBalance(loads, RULES).isBalanced) balancedMs ??= nowMs - startMs;
  });
  return { balancedMs: balancedMs ?? Number.POSITIVE_INFINITY, worst, moved: fleet.moves.length };
}
const counts = (fleet: Fleet) =>
  Object.fromEntries(fleet.loads().map(({ server, sessions }) => [server, sessions]));
const movedAt = (fleet: Fleet) => fleet.moves.map(({ atMs }) => atMs);

describe('a fourth server that joins three with 3,000 sessions', () => {
  for (const [rules, mostMs] of [
    [RULES, 15_000],
    [UNLIMITED, 4_250],
  ] as const)
    for (const backMs of [
      [20, 200],
      [200, 600],
      [200, 1_000],
    ] as const)
      it(`has its share soon, at ${rules.ratePerS ?? 'any number of'} sessions a second and clients that are back in ${backMs.join(' to ')} ms`, () => {
        const site = cluster(rules, [...backMs]);
        site.fleet.addServer('m4');
        const { balancedMs, worst, moved } = watchFor(site, 60_000);
        // A look takes place every 250 ms: the join is seen so much later.
        // Those who take a second are waited for: no more than 5 % may be away.
        const lateMs = backMs[1] === 1_000 ? 1_000 : 0;
        assert.ok(balancedMs <= mostMs + lateMs, `balanced after ${balancedMs} ms`);
        assert.ok(moved <= 760, `${moved} moved`);
        assert.ok(site.fleet.mostAway <= 150, `${site.fleet.mostAway} on the move at one instant`);
        assert.ok(worst <= 1_000, `${worst} on one server`);
        assert.deepEqual(
          site.pilot.ended.map(({ ended }) => ended?.how),
          ['balanced'],
        );
      });

  it('gets sessions at the rate, in no second more', () => {
    const site = cluster({ ...RULES, ratePerS: 40 });
    site.fleet.addServer('m4');
    watchFor(site, 60_000);
    const at = movedAt(site.fleet);
    assert.equal(at.length, 750);
    for (const fromMs of at) assert.ok(at.filter((ms) => ms >= fromMs && ms < fromMs + 1_000).length <= 40);
  });

  it('gets them slowly where the rate is one in two seconds', () => {
    const site = cluster({ ...RULES, ratePerS: 0.5 });
    site.fleet.addServer('m4');
    watchFor(site, 60_000);
    assert.ok(site.fleet.moves.length >= 28 && site.fleet.moves.length <= 31, `${site.fleet.moves.length}`);
  });

  it('gets them from clients that are slow to come back, never more than are allowed away at one time', () => {
    const site = cluster(UNLIMITED, [8_000, 12_000]);
    site.fleet.addServer('m4');
    const { moved } = watchFor(site, 180_000);
    assert.ok(site.fleet.mostAway <= 150);
    assert.ok(moved <= 760, `${moved}`);
    assert.ok(planBalance(site.fleet.loads(), RULES).isBalanced);
  });

  it('is filled right by counts that are two seconds old', () => {
    const site = cluster(UNLIMITED);
    site.pilot.lagMs = 2_000;
    site.fleet.addServer('m4');
    const { moved } = watchFor(site, 120_000);
    assert.ok(moved <= 760, `${moved}`);
    assert.ok(site.fleet.mostAway <= 150);
    assert.ok(planBalance(site.fleet.loads(), RULES).isBalanced);
  });

  it('and a fifth one a second later both have their share, with no session moved needlessly', () => {
    const site = cluster();
    site.fleet.addServer('m4');
    site.pilot.live(site.fleet.nowMs + 1_000);
    site.fleet.addServer('m5');
    const { moved } = watchFor(site, 60_000);
    assert.ok(planBalance(site.fleet.loads(), RULES).isBalanced);
    assert.ok(moved <= 1_260, `${moved} moved, 1,200 have to`);
  });

  it('after a reload gets its share although HAProxy does not count the old sessions: each moves once at most', () => {
    const site = cluster();
    site.fleet.reload();
    site.fleet.addServer('m4');
    const { moved } = watchFor(site, 120_000);
    assert.ok(planBalance(site.fleet.loads(), RULES).isBalanced);
    assert.ok(moved <= 3_000, `${moved}`);
    assert.equal(new Set(site.fleet.moves.map(({ client }) => client)).size, moved);
  });

  it('is not flooded when a thousand new clients come while it is filled', () => {
    const site = cluster();
    site.fleet.addServer('m4');
    site.pilot.live(site.fleet.nowMs + 2_000);
    site.fleet.addClients(1_000);
    const { moved } = watchFor(site, 60_000);
    assert.ok(planBalance(site.fleet.loads(), RULES).isBalanced);
    assert.ok(moved <= 320, `${moved} moved: the new clients filled it`);
  });
});

describe('a run', () => {
  it('moves nothing in a pool that is balanced', () => {
    const { fleet, pilot } = cluster();
    pilot.begin('ann');
    pilot.live(fleet.nowMs + 10_000);
    assert.equal(fleet.moves.length, 0);
    assert.equal(pilot.ended[0]?.ended?.how, 'balanced');
  });

  it('stops at once when it may not go on, and says why and how far it came', () => {
    const site = cluster();
    site.fleet.addServer('m4');
    site.pilot.live(site.fleet.nowMs + 3_000);
    const moved = site.fleet.moves.length;
    site.pilot.hindrance = 'the site is paused by ann';
    site.pilot.live(site.fleet.nowMs + 10_000);
    assert.equal(site.fleet.moves.length, moved);
    assert.equal(
      site.pilot.ended[0]?.ended?.says,
      `stopped after ${moved} of 750 sessions: the site is paused by ann`,
    );
    assert.match(site.pilot.says, /^unbalanced, and nothing is moved: the site is paused by ann$/);
    site.pilot.hindrance = undefined;
    site.pilot.live(site.fleet.nowMs + 30_000);
    assert.ok(planBalance(site.fleet.loads(), RULES).isBalanced);
    assert.ok(site.fleet.moves.length <= 760);
  });

  it('stops when a server that was to get sessions, or gave them, is lost', () => {
    const site = cluster();
    site.fleet.addServer('m4');
    site.pilot.live(site.fleet.nowMs + 3_000);
    site.fleet.kill('m4');
    site.pilot.live(site.fleet.nowMs + 3_000);
    assert.match(site.pilot.ended[0]!.ended!.says, /: m4 cannot take sessions any more$/);
  });

  it('bears one look without counts, and stops when they stay unknown', () => {
    const site = cluster();
    site.fleet.addServer('m4');
    site.pilot.live(site.fleet.nowMs + 2_000);
    site.pilot.isBlind = true;
    site.pilot.live(site.fleet.nowMs + 1_000);
    assert.equal(site.pilot.ended.length, 0);
    site.pilot.live(site.fleet.nowMs + 6_000);
    assert.match(site.pilot.ended[0]!.ended!.says, /the servers' counts are not known$/);
  });

  it('stops when what it moves comes back to where it was, and waits longer each time before another one', () => {
    const site = cluster();
    site.fleet.addServer('m4');
    // Sessions are said to be moved, and stay.
    site.pilot.works = () => false;
    site.pilot.tells = false;
    site.pilot.live(site.fleet.nowMs + 600_000);
    const says = site.pilot.ended.map(({ ended }) => ended!.says);
    assert.ok(
      says.every((one) => one.endsWith('nearer to what they were before than to what was predicted')),
      says[0],
    );
    const started = site.pilot.ended.map(({ startedMs }) => startedMs);
    const pauses = started.slice(1).map((ms, index) => ms - started[index]!);
    assert.ok(pauses.length >= 3 && pauses.length <= 7, `${pauses.length} more runs in ten minutes`);
    assert.ok(
      pauses.every((ms, index) => index === 0 || ms >= pauses[index - 1]!),
      pauses.join(' '),
    );
  });

  it('stops when no session may be moved', () => {
    const site = cluster();
    site.fleet.addServer('m4');
    site.pilot.works = () => false;
    site.pilot.live(site.fleet.nowMs + 60_000);
    assert.match(
      site.pilot.ended[0]!.ended!.says,
      /none of the sessions that should leave may be moved now$/,
    );
  });

  it('goes on when some of its moves do not happen', () => {
    const site = cluster(UNLIMITED);
    const random = randomFrom(3);
    site.fleet.addServer('m4');
    site.pilot.works = () => random() < 0.7;
    site.pilot.tells = false;
    watchFor(site, 180_000);
    assert.ok(planBalance(site.fleet.loads(), RULES).isBalanced, JSON.stringify(counts(site.fleet)));
    assert.ok(site.fleet.mostAway <= 150);
  });

  it('is given up when it takes far longer than its rate asks for', () => {
    const site = cluster(RULES, [100_000, 200_000]);
    site.fleet.addServer('m4');
    site.pilot.live(site.fleet.nowMs + 300_000);
    assert.ok(site.pilot.ended.length > 0);
    assert.ok(site.pilot.ended.every(({ ended }) => ended!.how === 'stopped'));
    // The second run cannot know of those that the first one lost.
    assert.ok(site.fleet.mostAway <= 300, `${site.fleet.mostAway}`);
  });
});
