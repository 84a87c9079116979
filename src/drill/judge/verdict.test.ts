import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { atMost, type Clause, neverOver, VIP_MOVES, VIP_STAYS } from './clause.ts';
import type { JudgedRun } from './figures.ts';
import { judgeDrill } from './verdict.ts';

function run(change: Partial<JudgedRun['figures'] & JudgedRun['observations']> = {}): JudgedRun {
  const figures = {
    sent: 1000,
    lost: 0,
    inFlight: 0,
    cut: 0,
    outageMs: 10,
    slowestMs: 10,
    holdersBefore: ['lb1'],
    holdersAfter: ['lb1'],
    twoHoldersMs: 0,
    recoveredMs: 100,
  };
  const observations = {
    moved: 0,
    holdersAtEnd: 1,
    nobodyMs: 0,
    oneHolderAfterHealMs: 0,
    lostAfterHealing: 0,
    proberLateMs: 0,
    opened: 100,
  };
  return {
    figures: { ...figures, ...pick(change, Object.keys(figures)) },
    observations: { ...observations, ...pick(change, Object.keys(observations)) },
  };
}

function pick(from: object, names: readonly string[]) {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}

test('the median is judged: one bad run of five is forgiven, three are not', () => {
  const clauses = [atMost('lost', 0)];
  const runs = (bad: number) => Array.from({ length: 5 }, (_, index) => run({ lost: index < bad ? 3 : 0 }));
  assert.equal(judgeDrill(runs(2), clauses).verdict, 'pass');
  assert.equal(judgeDrill(runs(3), clauses).verdict, 'fail');
});

test('a clause on every run forgives none', () => {
  const runs = [run(), run({ lost: 2 }), run()];
  assert.equal(judgeDrill(runs, [neverOver('lost', 2)]).verdict, 'pass');
  const { verdict, reasons } = judgeDrill(runs, [neverOver('lost', 1)]);
  assert.equal(verdict, 'fail');
  assert.deepEqual(reasons, ['connections lost at most 1 in every run does not hold: 2 (runs: 0, 2, 0)']);
});

test('a VIP that should move and stays fails, and the other way round', () => {
  assert.equal(judgeDrill([run()], [VIP_MOVES]).verdict, 'fail');
  assert.equal(judgeDrill([run({ moved: 1 })], [VIP_MOVES]).verdict, 'pass');
  assert.equal(judgeDrill([run({ moved: 1 })], [VIP_STAYS]).verdict, 'fail');
});

test('a run that ends with two holders or none fails whatever else it shows', () => {
  assert.equal(judgeDrill([run({ holdersAtEnd: 2 })], []).verdict, 'fail');
  assert.equal(judgeDrill([run({ holdersAtEnd: 0 })], []).verdict, 'fail');
});

test('a site that was not restored is a fail', () => {
  const { verdict, reasons } = judgeDrill([run({ recoveredMs: null })], []);
  assert.equal(verdict, 'fail');
  assert.deepEqual(reasons, ['the site was not restored']);
});

test('no run proves nothing', () => {
  assert.equal(judgeDrill([], [atMost('lost', 0)]).verdict, 'fail');
});

const clauses: readonly Clause[] = [atMost('lost', 2), neverOver('lost', 5), atMost('outageMs', 250)];
const anyRun = fc.record({ lost: fc.nat(8), outageMs: fc.nat(400) });

test('judging is monotone: worse figures never turn a fail into a pass', () => {
  fc.assert(
    fc.property(fc.array(anyRun, { minLength: 1, maxLength: 7 }), fc.nat(), anyRun, (runs, at, more) => {
      const worse = runs.map((one, index) =>
        index === at % runs.length
          ? { lost: one.lost + more.lost, outageMs: one.outageMs + more.outageMs }
          : one,
      );
      const before = judgeDrill(runs.map(run), clauses).verdict;
      const after = judgeDrill(worse.map(run), clauses).verdict;
      assert.ok(before === 'pass' || after === 'fail');
    }),
  );
});

test('the order of the runs does not matter', () => {
  fc.assert(
    fc.property(fc.array(anyRun, { minLength: 1 }), (runs) => {
      assert.equal(
        judgeDrill(runs.map(run), clauses).verdict,
        judgeDrill([...runs].reverse().map(run), clauses).verdict,
      );
    }),
  );
});

test('what agents had of a drill is judged too, and what never came true is more than any limit', () => {
  const agents = {
    agents: 300,
    mostDown: 100,
    reconnects: 100,
    slowestBackMs: 80,
    backMs: null,
    spreadMs: 10,
    worst: 150,
  };
  const { figures, observations } = run();
  const done = { figures: { ...figures, agents }, observations };
  assert.equal(judgeDrill([done], [atMost('agents.mostDown', 100)]).verdict, 'pass');
  const { verdict, reasons } = judgeDrill([done], [atMost('agents.backMs', 30_000)]);
  assert.equal(verdict, 'fail');
  assert.match(reasons[0] ?? '', /time until all agents report again/);
});
