import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyProgress } from '../../../tests/support/site-view.ts';
import type { NodeProgress } from '../../node/apply/apply-progress.ts';
import { exitCodeOf, progressLines } from './progress-lines.ts';

const node = (name: string, change: Partial<NodeProgress>): NodeProgress => ({
  node: name,
  stage: 'waiting',
  how: undefined,
  says: '',
  sessionsCut: 0,
  tookMs: 0,
  ...change,
});

describe('the lines of an apply', () => {
  it('tell at first what is so', () => {
    assert.deepEqual(progressLines(undefined, applyProgress()), [
      'checking: the engines of every node are asked; nothing is changed yet',
    ]);
  });

  it('tell each step of a node once, with how it was done and what it cost', () => {
    const applying = applyProgress({
      stage: 'applying',
      nodes: [node('lb2', { stage: 'applying' }), node('lb1', {})],
    });
    const applied = applyProgress({
      stage: 'applying',
      nodes: [
        node('lb2', { stage: 'applied', how: 'runtime', says: 'server web4 was added', tookMs: 42 }),
        node('lb1', { stage: 'applying' }),
      ],
    });
    assert.deepEqual(progressLines(applyProgress(), applying), [
      'applying: one node after the other',
      '  lb2: applying',
    ]);
    assert.deepEqual(progressLines(applying, applied), [
      '  lb2: applied (runtime) in 42 ms: server web4 was added',
      '  lb1: applying',
    ]);
    assert.deepEqual(progressLines(applied, applied), []);
  });

  it('say what a node did once, and leave the end to the daemon’s own sentence', () => {
    const done = { how: 'reload', says: 'HAProxy read it', sessionsCut: 3, tookMs: 42 } as const;
    const begun = applyProgress({ stage: 'applying', nodes: [node('lb1', { stage: 'applying' })] });
    const before = applyProgress({ stage: 'applying', nodes: [node('lb1', { stage: 'applied', ...done })] });
    const kept = applyProgress({ stage: 'kept', nodes: [node('lb1', { stage: 'kept', ...done })] });
    assert.deepEqual(progressLines(begun, before), [
      '  lb1: applied (reload) in 42 ms: HAProxy read it; 3 sessions ended',
    ]);
    assert.deepEqual(progressLines(before, kept), ['  lb1: kept']);
  });

  it('tell what nodes did before they tell that it waits', () => {
    const begun = applyProgress({ stage: 'applying', nodes: [node('lb1', { stage: 'applying' })] });
    const waits = applyProgress({
      stage: 'unconfirmed',
      nodes: [node('lb1', { stage: 'applied', says: 'done' })],
    });
    assert.deepEqual(progressLines(begun, waits), [
      '  lb1: applied: done',
      'in force everywhere, and not kept yet',
    ]);
  });
});

it('kept is 0, undone and refused are 1, stuck is 3, and what goes on has no end yet', () => {
  const codes = (
    ['kept', 'undone', 'refused', 'stuck', 'checking', 'applying', 'unconfirmed', 'undoing'] as const
  ).map((stage) => exitCodeOf(applyProgress({ stage })));
  assert.deepEqual(codes, [0, 1, 1, 3, undefined, undefined, undefined, undefined]);
});
