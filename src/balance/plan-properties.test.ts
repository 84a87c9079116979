import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { arbitraryLoads } from '../../tests/support/server-loads.ts';
import { planBalance } from './plan-balance.ts';
import type { ServerLoad } from './server-load.ts';
import { shareOut } from './share-out.ts';

const RULES = { tolerance: 0.1 };
const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((all, one) => all + one, 0);
const all = (loads: readonly ServerLoad[]) => loads.reduce((total, { sessions }) => total + sessions, 0);
const after = (loads: readonly ServerLoad[], predicted: Readonly<Record<string, number>>): ServerLoad[] =>
  loads.map((load) => ({ ...load, sessions: predicted[load.server]!, counted: predicted[load.server]! }));

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
