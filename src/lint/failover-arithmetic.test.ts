import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { settle, simulateFailure } from '../../tests/support/vrrp-election.ts';
import {
  ALL_WELL,
  type Candidate,
  holderOf,
  movesVip,
  priorityOf,
  stuckChecks,
} from './failover-arithmetic.ts';

const node = (
  name: string,
  base: number,
  weights: readonly number[] = [],
  more: Partial<Candidate> = {},
): Candidate => ({
  name,
  base,
  address: BigInt(name.charCodeAt(name.length - 1)),
  preempts: true,
  checks: weights.map((weight, index) => ({ name: `check${index}`, weight, isReversed: false })),
  ...more,
});

const first = new Set(['check0']);

describe('priorityOf', () => {
  it('adds a positive weight while the check is well and a negative one while it fails', () => {
    assert.equal(priorityOf(node('lb1', 100, [5]), ALL_WELL), 105);
    assert.equal(priorityOf(node('lb1', 100, [5]), first), 100);
    assert.equal(priorityOf(node('lb1', 100, [-5]), ALL_WELL), 100);
    assert.equal(priorityOf(node('lb1', 100, [-5]), first), 95);
  });

  it('turns the sign with reverse', () => {
    const reversed = (weight: number) =>
      node('lb1', 100, [], { checks: [{ name: 'check0', weight, isReversed: true }] });
    assert.equal(priorityOf(reversed(5), ALL_WELL), 95);
    assert.equal(priorityOf(reversed(5), first), 100);
    assert.equal(priorityOf(reversed(-5), ALL_WELL), 100);
    assert.equal(priorityOf(reversed(-5), first), 105);
    assert.equal(priorityOf(reversed(0), ALL_WELL), 'fault');
    assert.equal(priorityOf(reversed(0), first), 100);
  });

  it('goes to FAULT for weight 0', () => {
    assert.equal(priorityOf(node('lb1', 100, [0]), ALL_WELL), 100);
    assert.equal(priorityOf(node('lb1', 100, [0]), first), 'fault');
    assert.equal(priorityOf(node('lb1', 255, [0]), first), 'fault');
  });

  it('keeps within 1 and 254, and an owner at 255', () => {
    assert.equal(priorityOf(node('lb1', 20, [-19]), first), 1);
    assert.equal(priorityOf(node('lb1', 20, [-50]), first), 1);
    assert.equal(priorityOf(node('lb1', 250, [4]), ALL_WELL), 254);
    assert.equal(priorityOf(node('lb1', 250, [5]), ALL_WELL), 254);
    assert.equal(priorityOf(node('lb1', 255, [-50]), first), 255);
    assert.equal(priorityOf(node('lb1', 255, [50]), ALL_WELL), 255);
  });
});

describe('holderOf', () => {
  it('is the highest priority with the weights counted', () => {
    assert.equal(holderOf([node('lb1', 100), node('lb2', 90, [20])])?.name, 'lb2');
  });

  it('is the highest address among equals, and unknown without addresses', () => {
    assert.equal(holderOf([node('lb2', 100), node('lb1', 100), node('lb0', 100)])?.name, 'lb2');
    assert.equal(holderOf([node('lb1', 100), node('lb2', 100, [], { address: undefined })]), undefined);
    assert.equal(holderOf([node('lb1', 101), node('lb2', 100, [], { address: undefined })])?.name, 'lb1');
  });

  it('is nobody when all are in FAULT', () => {
    const never = [{ name: 'x', weight: 0, isReversed: true }];
    assert.equal(holderOf([node('lb1', 100, [], { checks: never })]), undefined);
    assert.equal(holderOf([node('lb1', 100, [], { checks: never }), node('lb2', 1)])?.name, 'lb2');
  });
});

describe('movesVip', () => {
  it('needs the peer above the holder: one less moves, a tie does not', () => {
    assert.equal(movesVip(node('lb1', 100, [-10]), [node('lb2', 90)], first), false);
    assert.equal(movesVip(node('lb1', 100, [-11]), [node('lb2', 90)], first), true);
  });

  it('needs a peer that preempts, except when the holder is in FAULT', () => {
    const shy = node('lb2', 90, [], { preempts: false });
    assert.equal(movesVip(node('lb1', 100, [-50]), [shy], first), false);
    assert.equal(movesVip(node('lb1', 100, [0]), [shy], first), true);
    assert.equal(movesVip(node('lb1', 100, [-50]), [shy, node('lb3', 80)], first), true);
  });

  it('needs a peer that is not in FAULT itself', () => {
    const sick = node('lb2', 90, [], { checks: [{ name: 'x', weight: 0, isReversed: true }] });
    assert.equal(movesVip(node('lb1', 100, [0]), [sick], first), false);
  });
});

describe('stuckChecks', () => {
  it('tells the numbers and the weight that would do', () => {
    assert.deepEqual(stuckChecks(node('lb1', 100, [-5]), [node('lb2', 90, [-5])]), [
      {
        check: { name: 'check0', weight: -5, isReversed: false },
        from: 100,
        to: 95,
        rival: { name: 'lb2', priority: 90, preempts: true },
        helpsOthers: false,
        sufficientWeight: -11,
      },
    ]);
  });

  it('names the highest of several peers', () => {
    const [stuck] = stuckChecks(node('lb1', 100, [-5]), [node('lb2', 80), node('lb3', 90), node('lb4', 85)]);
    assert.equal(stuck?.rival.name, 'lb3');
  });

  it('names a peer that preempts before a higher one that does not', () => {
    const shy = node('lb2', 99, [], { preempts: false });
    const [stuck] = stuckChecks(node('lb1', 100, [-5]), [shy, node('lb3', 90)]);
    assert.equal(stuck?.rival.name, 'lb3');
    assert.equal(stuck?.sufficientWeight, -11);
  });

  it('sees checks that move it only together', () => {
    const pair = stuckChecks(node('lb1', 100, [-6, -6]), [node('lb2', 90)]);
    assert.deepEqual(
      pair.map(({ helpsOthers }) => helpsOthers),
      [true, true],
    );
    const idle = stuckChecks(node('lb1', 100, [-5, -5]), [node('lb2', 90)]);
    assert.deepEqual(
      idle.map(({ helpsOthers }) => helpsOthers),
      [false, false],
    );
  });

  it('does not count a check as helpful that another one does not need', () => {
    const [stuck, ...more] = stuckChecks(node('lb1', 100, [-1, -50]), [node('lb2', 90)]);
    assert.equal(more.length, 0);
    assert.equal(stuck?.check.weight, -1);
    assert.equal(stuck?.helpsOthers, false);
  });

  it('knows that no weight helps an owner, a lone preempting void, or the lowest priority', () => {
    assert.equal(stuckChecks(node('lb1', 255, [-20]), [node('lb2', 90)])[0]?.sufficientWeight, undefined);
    const shy = node('lb2', 90, [], { preempts: false });
    assert.equal(stuckChecks(node('lb1', 100, [-20]), [shy])[0]?.sufficientWeight, undefined);
    assert.equal(stuckChecks(node('lb1', 100, [-20]), [node('lb2', 1)])[0]?.sufficientWeight, undefined);
  });

  it('says nothing when nobody could take the VIP anyway', () => {
    assert.deepEqual(stuckChecks(node('lb1', 100, [-5]), []), []);
    const never = [{ name: 'x', weight: 0, isReversed: true }];
    assert.deepEqual(stuckChecks(node('lb1', 100, [-5]), [node('lb2', 9, [], { checks: never })]), []);
    assert.deepEqual(stuckChecks(node('lb1', 100, [], { checks: never }), [node('lb2', 9)]), []);
  });
});

const weight = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -30, max: 30 }),
  fc.integer({ min: -253, max: 253 }),
);
const check = (name: string) => fc.record({ name: fc.constant(name), weight, isReversed: fc.boolean() });
const candidate = (name: string, address: number): fc.Arbitrary<Candidate> =>
  fc.record({
    name: fc.constant(name),
    base: fc.oneof(fc.integer({ min: 80, max: 110 }), fc.integer({ min: 1, max: 255 })),
    address: fc.constant(BigInt(address)),
    preempts: fc.boolean(),
    checks: fc.tuple(check('a'), check('b')).map(([a, b]) => [a, b]),
  });
const candidates: fc.Arbitrary<Candidate[]> = fc
  .tuple(candidate('lb1', 1), candidate('lb2', 2), fc.option(candidate('lb3', 3), { nil: undefined }))
  .map((all) => all.filter((one): one is Candidate => one !== undefined));

describe('against a simulated election', () => {
  it('agrees on the holder while all nodes preempt', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const preempting = all.map((one) => ({ ...one, preempts: true }));
        assert.equal(settle(preempting), holderOf(preempting)?.name);
      }),
      { numRuns: 150 },
    );
  });

  it('a check is stuck exactly when its failure never moves the VIP', () => {
    fc.assert(
      fc.property(candidates, fc.constantFrom('a', 'b'), (all, name) => {
        const holder = holderOf(all);
        if (holder === undefined) return;
        const peers = all.filter((one) => one !== holder);
        const moved = simulateFailure(all, holder.name, new Set([name]));
        assert.equal(movesVip(holder, peers, new Set([name])), moved);
        const somebodyElseCan = peers.some((peer) => priorityOf(peer, ALL_WELL) !== 'fault');
        const reported = stuckChecks(holder, peers).some((stuck) => stuck.check.name === name);
        if (somebodyElseCan) assert.equal(reported, !moved);
      }),
      { numRuns: 400 },
    );
  });

  it('the weight that is proposed moves it, one less does not', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const holder = holderOf(all);
        if (holder === undefined) return;
        const peers = all.filter((one) => one !== holder);
        for (const { check: stuck, sufficientWeight } of stuckChecks(holder, peers)) {
          if (sufficientWeight === undefined) continue;
          const moves = (by: number): boolean => {
            const changed = all.map((one) => reweigh(one, stuck.name, by));
            return simulateFailure(changed, holder.name, new Set([stuck.name]));
          };
          assert.equal(moves(sufficientWeight), true);
          if (sufficientWeight < -1) assert.equal(moves(sufficientWeight + 1), false);
        }
      }),
      { numRuns: 150 },
    );
  });
});

function reweigh(one: Candidate, name: string, by: number): Candidate {
  const checks = one.checks.map((each) =>
    each.name === name ? { name, weight: by, isReversed: false } : each,
  );
  return { ...one, checks };
}
