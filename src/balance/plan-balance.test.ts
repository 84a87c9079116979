import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type LoadWords, serverLoads } from '../../tests/support/server-loads.ts';
import { planBalance } from './plan-balance.ts';
import type { ServerLoad } from './server-load.ts';

const RULES = { tolerance: 0.1 };
const plan = (words: LoadWords) => planBalance(serverLoads(words), RULES);
const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((all, one) => all + one, 0);

describe('a plan', () => {
  it('moves what is above the share, and no more', () => {
    const { moves, shares, predicted, says } = plan({ m1: 1_000, m2: 1_000, m3: 1_000, m4: 0 });
    assert.deepEqual(moves, { m1: 250, m2: 250, m3: 250 });
    assert.deepEqual(shares, { m1: 750, m2: 750, m3: 750, m4: 750 });
    assert.deepEqual(predicted, shares);
    assert.equal(says, '750 of 3000 sessions move: m4 gets 750');
  });

  it('is empty as long as every server is within the tolerance of its share', () => {
    assert.equal(plan({ m1: 825, m2: 725, m3: 725, m4: 725 }).isBalanced, true);
    assert.deepEqual(plan({ m1: 826, m2: 725, m3: 725, m4: 724 }).moves, { m1: 76 });
    assert.match(
      plan({ m1: 825, m2: 725, m3: 725, m4: 725 }).says,
      /^balanced: 4 servers with 725 to 825 sessions/,
    );
  });

  it('calls servers that differ by one session balanced, however few they have', () => {
    assert.equal(plan({ m1: 1, m2: 0, m3: 0 }).isBalanced, true);
    assert.deepEqual(plan({ m1: 2, m2: 0, m3: 0 }).moves, { m1: 1 });
    assert.deepEqual(plan({ m1: 12, m2: 10, m3: 10 }).moves, { m1: 1 });
  });

  it('goes by weight, and empties a server whose weight is 0', () => {
    const { shares, moves } = plan({
      m1: { sessions: 300, weight: 2 },
      m2: 300,
      m3: { sessions: 300, weight: 0 },
    });
    assert.deepEqual(shares, { m1: 600, m2: 300, m3: 0 });
    assert.deepEqual(moves, { m3: 300 });
  });

  it('leaves a drained server alone, and spreads the rest as if it were not there', () => {
    const drained = { sessions: 900, isFit: false, mayGive: false };
    const { moves, predicted } = plan({ m1: 400, m2: 200, m3: drained });
    assert.deepEqual(moves, { m1: 100 });
    assert.deepEqual(predicted, { m1: 300, m2: 300, m3: 900 });
  });

  it('lets a server that is down keep its share: it may be back soon', () => {
    const down = { sessions: 1_000, isFit: false };
    assert.deepEqual(plan({ m1: 1_000, m2: 1_000, m3: down }).moves, {});
    assert.deepEqual(plan({ m1: 1_000, m2: 1_000, m3: { ...down, sessions: 1_600 } }).moves, { m3: 400 });
  });

  it('gives no server more than it may have; the others share the rest', () => {
    const { shares, moves } = plan({ m1: 1_000, m2: 1_000, m3: { sessions: 0, maxSessions: 100 } });
    assert.deepEqual(shares, { m1: 950, m2: 950, m3: 100 });
    assert.deepEqual(moves, { m1: 50, m2: 50 });
    const full = { sessions: 500, maxSessions: 100 };
    assert.deepEqual(plan({ m1: full, m2: full }).moves, {});
  });

  it('does nothing and says so when no server, or one alone, can take sessions', () => {
    const down = { sessions: 100, isFit: false };
    assert.deepEqual(plan({ m1: down, m2: { ...down, sessions: 300 } }).moves, {});
    assert.equal(plan({ m1: down }).says, 'no server is fit to take sessions: nothing is moved');
    assert.equal(plan({ m1: 109, m2: down }).says, 'm1 alone is fit to take sessions: nothing is moved');
    assert.equal(planBalance([], RULES).isBalanced, true);
  });
});

describe('a plan for a HAProxy that does not count what its old processes hold', () => {
  const unseen = (sessions: number, counted = 0) => ({ sessions, counted });

  it('predicts by what it counts, and says why that is out of tolerance', () => {
    const { moves, predicted, says } = plan({
      m1: unseen(1_000),
      m2: unseen(1_000),
      m3: unseen(1_000),
      m4: 0,
    });
    assert.equal(sum(moves), 750);
    assert.equal(predicted['m4'], 187);
    assert.match(says, /out of tolerance then: HAProxy chooses by .* which does not count 3000 of 3000$/);
  });

  it('moves sessions that only come to be counted where that lets the next ones go elsewhere', () => {
    const { moves, predicted, says } = plan({ m1: unseen(1_500), m2: 500 });
    assert.deepEqual(moves, { m1: 500 });
    assert.deepEqual(predicted, { m1: 1_500, m2: 500 });
    assert.match(says, /^500 of 2000 sessions move, so that HAProxy counts them; m1, m2 are still out/);
  });

  it('moves only so many as do not flood the server that HAProxy thinks is empty', () => {
    const { moves, predicted } = plan({ m1: 1_000, m2: 1_000, m3: 1_200, m4: unseen(600, 100) });
    assert.ok(sum(moves) > 0);
    assert.ok(predicted['m4']! <= 1_045, `m4 gets to ${predicted['m4']}`);
  });

  it('moves nothing where hardly one of ten moved sessions would come to where it is needed', () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`m${index}`, unseen(1_000)]));
    const { moves, says, isBalanced } = plan({ ...many, m40: 0 });
    assert.deepEqual(moves, {});
    assert.equal(isBalanced, false);
    assert.match(says, /^unbalanced, but no move would help: HAProxy .* does not count 40000 of 40000$/);
  });

  it('comes into tolerance by one plan after the other, and moves every session once at most', () => {
    let loads = serverLoads({ m1: unseen(1_000), m2: unseen(1_000), m3: unseen(1_000), m4: 0 });
    let moved = 0;
    for (let round = 0; round < 20 && !planBalance(loads, RULES).isBalanced; round += 1) {
      const { moves, predicted } = planBalance(loads, RULES);
      moved += sum(moves);
      const hidden = ({ server, sessions, counted }: ServerLoad) =>
        Math.max(0, sessions - counted - (moves[server] ?? 0));
      loads = loads.map((load) => ({
        ...load,
        sessions: predicted[load.server]!,
        counted: predicted[load.server]! - hidden(load),
      }));
    }
    assert.equal(planBalance(loads, RULES).isBalanced, true);
    assert.ok(moved <= 3_000, `${moved} moved`);
  });
});
