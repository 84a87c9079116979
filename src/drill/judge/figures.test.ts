import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Attempt, AttemptResult, Hold, Marks, Measurements } from '../measurements.ts';
import { judgeRun, outageUs, wasInFlight } from './figures.ts';

const MS = 1000;

function attempt(startMs: number, result: AttemptResult = 'ok', tookMs = 2, connected = true): Attempt {
  const startUs = startMs * MS;
  const connectedUs = connected ? startUs + 100 : undefined;
  return {
    dueUs: startUs,
    startUs,
    endUs: startUs + tookMs * MS,
    result,
    connectedUs,
    requestSent: connected,
  };
}

const LB1: Hold = { node: 'lb1', address: 'vip', fromUs: -1, toUs: undefined };
const MARKS: Marks = {
  startUs: 0,
  endUs: 1000 * MS,
  lastActUs: 100 * MS,
  healedUs: undefined,
  recoveredUs: 350 * MS,
  excused: [{ fromUs: 100 * MS, toUs: 101 * MS }],
};

function judge(change: Partial<Omit<Measurements, 'marks'>> & { marks?: Partial<Marks> }) {
  const { marks, ...rest } = change;
  return judgeRun({ attempts: [], sessions: [], holds: [LB1], ...rest, marks: { ...MARKS, ...marks } }, [
    'vip',
  ]);
}

test('a request that was connected and unanswered at the instant of the fault died in flight', () => {
  const { figures } = judge({ attempts: [attempt(99, 'reset', 3), attempt(105, 'reset', 1)] });
  assert.equal(figures.inFlight, 1);
  assert.equal(figures.lost, 1);
});

test('who had no connection yet at that instant is lost', () => {
  const { figures } = judge({
    attempts: [attempt(99, 'timeout', 1000, false), attempt(98, 'refused', 4, false)],
  });
  assert.deepEqual([figures.lost, figures.inFlight], [2, 0]);
});

test('without an excused time every failed request is lost', () => {
  const { figures } = judge({ attempts: [attempt(99, 'reset', 3)], marks: { excused: [] } });
  assert.deepEqual([figures.lost, figures.inFlight], [1, 0]);
});

test('an answer that is not the server’s is a lost connection', () => {
  assert.equal(judge({ attempts: [attempt(200, 'bad-status')] }).figures.lost, 1);
});

test('the outage is the longest gap between the starts of successive good requests', () => {
  const attempts = [
    attempt(0),
    attempt(5),
    attempt(10, 'timeout'),
    attempt(15, 'refused'),
    attempt(20),
    attempt(25),
  ];
  assert.equal(judge({ attempts }).figures.outageMs, 15);
});

test('a service that never comes back is out until the last attempt, and one that never was, from the first', () => {
  assert.equal(outageUs([attempt(0), attempt(5, 'reset'), attempt(90, 'reset')]), 90 * MS);
  assert.equal(outageUs([attempt(0, 'reset'), attempt(70)]), 70 * MS);
  assert.equal(outageUs([attempt(0, 'reset'), attempt(70, 'reset')]), 70 * MS);
  assert.equal(outageUs([]), 0);
});

test('slowest looks at good requests alone', () => {
  const attempts = [attempt(0, 'ok', 30), attempt(5, 'timeout', 1000)];
  assert.equal(judge({ attempts }).figures.slowestMs, 30);
});

test('only sessions that were open can be cut', () => {
  const sessions = [
    { openedUs: 1, brokenUs: 5, why: 'reset' },
    { openedUs: 1, brokenUs: undefined, why: '' },
    { openedUs: undefined, brokenUs: 5, why: 'refused' },
  ];
  const { figures, observations } = judge({ sessions });
  assert.equal(figures.cut, 1);
  assert.equal(observations.opened, 2);
});

test('recovery counts from the last thing that was done, and is null when it did not come', () => {
  assert.equal(judge({}).figures.recoveredMs, 250);
  assert.equal(judge({ marks: { lastActUs: 400 * MS } }).figures.recoveredMs, 0);
  assert.equal(judge({ marks: { recoveredUs: undefined } }).figures.recoveredMs, null);
});

test('holders before and after are nodes, and a move is another node at the end', () => {
  const holds: Hold[] = [
    { ...LB1, toUs: 150 * MS },
    { ...LB1, node: 'lb2', fromUs: 140 * MS },
  ];
  const { figures, observations } = judge({ holds });
  assert.deepEqual([figures.holdersBefore, figures.holdersAfter], [['lb1'], ['lb2']]);
  assert.equal(figures.twoHoldersMs, 10);
  assert.equal(observations.moved, 1);
});

test('after a partition, what is lost counts from when one node held the VIP again', () => {
  const holds: Hold[] = [LB1, { ...LB1, node: 'lb2', fromUs: 200 * MS, toUs: 600 * MS }];
  const attempts = [attempt(300, 'reset'), attempt(590, 'reset'), attempt(700, 'reset')];
  const { observations } = judge({ holds, attempts, marks: { healedUs: 500 * MS } });
  assert.equal(observations.oneHolderAfterHealMs, 100);
  assert.equal(observations.lostAfterHealing, 1);
});

test('when one holder never came back the time to it has no end', () => {
  const holds: Hold[] = [LB1, { ...LB1, node: 'lb2' }];
  assert.equal(judge({ holds, marks: { healedUs: 500 * MS } }).observations.oneHolderAfterHealMs, Infinity);
});

test('a stalled prober is told apart from an outage', () => {
  const late = { ...attempt(80), dueUs: 10 * MS };
  assert.equal(judge({ attempts: [late] }).observations.proberLateMs, 70);
});

const anyAttempt = fc
  .tuple(
    fc.integer({ min: 0, max: 900 }),
    fc.constantFrom<AttemptResult>('ok', 'reset', 'timeout'),
    fc.boolean(),
  )
  .map(([startMs, result, connected]) => attempt(startMs, result, 5, connected));
const anyAttempts = fc.array(anyAttempt, { maxLength: 30 });

test('every failed request is either lost or in flight, never both, never neither', () => {
  fc.assert(
    fc.property(anyAttempts, (attempts) => {
      const { figures } = judge({ attempts });
      const failed = attempts.filter(({ result }) => result !== 'ok').length;
      assert.equal(figures.lost + figures.inFlight, failed);
      assert.equal(figures.sent, attempts.length);
    }),
  );
});

test('a good request that fails instead never makes a figure better', () => {
  fc.assert(
    fc.property(anyAttempts, fc.nat(), (attempts, at) => {
      const worse = attempts.map((one, index) =>
        index === at % Math.max(1, attempts.length) ? { ...one, result: 'reset' as const } : one,
      );
      const [before, after] = [judge({ attempts }).figures, judge({ attempts: worse }).figures];
      assert.ok(after.lost + after.inFlight >= before.lost + before.inFlight);
      assert.ok(after.outageMs >= before.outageMs);
    }),
  );
});

const anySpan = fc.nat(900_000).map((fromUs) => ({ fromUs, toUs: fromUs + 1500 }));

test('more excused times never make a request lost', () => {
  fc.assert(
    fc.property(anyAttempt, fc.array(anySpan), anySpan, (one, spans, more) => {
      if (wasInFlight(one, spans)) assert.ok(wasInFlight(one, [...spans, more]));
    }),
  );
});
