import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { arbitraryLoads, type LoadWords, serverLoads } from '../../tests/support/server-loads.ts';
import { planBalance } from './plan-balance.ts';
import type { ServerLoad } from './server-load.ts';
import { shareOut } from './share-out.ts';

const RULES = { tolerance: 0.1 };
const plan = (words: LoadWords) => planBalance(serverLoads(words), RULES);
const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((all, one) => all + one, 0);
const all = (loads: readonly ServerLoad[]) => loads.reduce((total, { sessions }) => total + sessions, 0);
const after = (loads: readonly ServerLoad[], predicted: Readonly<Record<string, number>>): ServerLoad[] =>
  loads.map((load) => ({ ...load, sessions: predicted[load.server]!, counted: predicted[load.server]! }));

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

describe('every plan', () => {
  const anything = arbitraryLoads({ counted: fc.constantFrom(1, 1, 0, 0.5) });

  it('keeps or moves every session once', () => {
    fc.assert(
      fc.property(anything, (loads) => {
        const { moves, predicted, shares } = planBalance(loads, RULES);
        assert.equal(sum(predicted), all(loads));
        assert.equal(sum(shares), all(loads));
        for (const { server, sessions } of loads) {
          const moved = Object.hasOwn(moves, server) ? moves[server]! : 0;
          assert.ok(moved >= 0 && moved <= sessions && Number.isInteger(moved));
          assert.ok(predicted[server]! >= sessions - moved);
        }
      }),
    );
  });

  it('takes no more than the excess, nothing from one that may not give, and sends nothing to one that is not fit', () => {
    fc.assert(
      fc.property(anything, (loads) => {
        const { moves, predicted, shares } = planBalance(loads, RULES);
        for (const { server, sessions, isFit, mayGive, weight } of loads) {
          const moved = Object.hasOwn(moves, server) ? moves[server]! : 0;
          assert.ok(moved <= Math.max(0, sessions - shares[server]!));
          if (!mayGive) assert.equal(moved, 0);
          if (!isFit || weight === 0) assert.ok(predicted[server]! <= sessions);
        }
      }),
    );
  });

  it('lifts no server above what it may have', () => {
    fc.assert(
      fc.property(anything, (loads) => {
        const { predicted } = planBalance(loads, RULES);
        for (const { server, sessions, maxSessions } of loads)
          assert.ok(predicted[server]! <= Math.max(sessions, maxSessions ?? Number.POSITIVE_INFINITY));
      }),
    );
  });

  it('moves as few as bring every server to its share, where HAProxy counts every session', () => {
    const even = arbitraryLoads({ weights: fc.constantFrom(1, 2, 3) });
    fc.assert(
      fc.property(even, (loads) => {
        const { moves, isBalanced } = planBalance(loads, RULES);
        const { exact } = shareOut(loads);
        // No way to round the shares needs fewer: each server gives what is above its share rounded up, or one more.
        const least = loads.reduce(
          (total, { sessions }, index) => total + Math.max(0, sessions - Math.ceil(exact[index]! - 1e-6)),
          0,
        );
        const most = loads.reduce(
          (total, { sessions }, index) => total + Math.max(0, sessions - Math.floor(exact[index]! + 1e-6)),
          0,
        );
        assert.ok(sum(moves) <= most);
        if (
          !isBalanced &&
          loads.every(({ maxSessions, mayGive, isFit }) => maxSessions === undefined && mayGive && isFit)
        )
          assert.ok(sum(moves) >= least - loads.length, `${sum(moves)} moved, ${least} are too many`);
      }),
    );
  });

  it('brings every fit server into tolerance, where HAProxy counts every session and weights are not far apart', () => {
    const even = arbitraryLoads({ weights: fc.constantFrom(1, 2, 3) });
    fc.assert(
      fc.property(even, (loads) => {
        const { predicted, says } = planBalance(loads, RULES);
        assert.ok(planBalance(after(loads, predicted), RULES).isBalanced, says);
      }),
    );
  });

  it('has nothing left to do once it came true', () => {
    fc.assert(
      fc.property(arbitraryLoads(), (loads) => {
        const { predicted, says } = planBalance(loads, RULES);
        assert.deepEqual(planBalance(after(loads, predicted), RULES).moves, {}, says);
      }),
    );
  });

  it('brings a pool nearer to its shares, or moves nothing', () => {
    fc.assert(
      fc.property(arbitraryLoads(), (loads) => {
        const { moves, predicted, shares } = planBalance(loads, RULES);
        const over = (counts: (load: ServerLoad) => number) =>
          loads.reduce((total, load) => total + Math.max(0, counts(load) - shares[load.server]!), 0);
        const [before, then] = [over(({ sessions }) => sessions), over(({ server }) => predicted[server]!)];
        assert.ok(sum(moves) === 0 ? then === before : then < before);
      }),
    );
  });

  it('is the same whatever the order of the servers', () => {
    fc.assert(
      fc.property(anything, fc.nat(), (loads, turn) => {
        const at = turn % loads.length;
        const turned = [...loads.slice(at), ...loads.slice(0, at)].toReversed();
        assert.deepEqual(planBalance(turned, RULES), planBalance(loads, RULES));
      }),
    );
  });

  it('is as many times larger as the fleet is', () => {
    const even = arbitraryLoads({ weights: fc.constantFrom(1, 2, 3), limits: fc.constant(undefined) });
    fc.assert(
      fc.property(even, fc.integer({ min: 2, max: 50 }), (loads, times) => {
        const large = loads.map((load) => ({
          ...load,
          sessions: load.sessions * times,
          counted: load.counted * times,
        }));
        const [small, grown] = [planBalance(loads, RULES), planBalance(large, RULES)];
        for (const { server } of loads)
          assert.ok(Math.abs(grown.shares[server]! - small.shares[server]! * times) <= times);
      }),
    );
  });
});
