import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { growSilence, startSilence } from './silence.ts';

describe('growSilence', () => {
  it('adds up the beats without an answer', () => {
    let silence = startSilence(0);
    for (let now = 100; now <= 500; now += 100) silence = growSilence(silence, now, 100, false);
    assert.equal(silence.ms, 500);
  });

  it('is over with the first answer', () => {
    const silent = growSilence(startSilence(0), 100, 100, false);
    assert.equal(growSilence(silent, 200, 100, true).ms, 0);
  });

  it('does not hold a stall of the whole machine against the guest', () => {
    assert.equal(growSilence(startSilence(0), 10_000, 100, false).ms, 150);
  });
});
