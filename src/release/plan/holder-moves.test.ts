import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { FoundationVip } from '../foundation-config.ts';
import { movesOf } from './holder-moves.ts';

function vip(priority: number, failback: 'manual' | 'automatic' = 'manual'): FoundationVip {
  return { priority, failback, healthyWeight: 100, holderWeight: 50 } as FoundationVip;
}

const contender = (node: string, before: FoundationVip, after: FoundationVip) => ({ node, before, after });

it('stays with the holder while the bonus is more than the priorities differ', () => {
  const swap = [contender('lb1', vip(40), vip(30)), contender('lb2', vip(30), vip(40))];
  assert.deepEqual(movesOf(swap, undefined), []);
});

it('moves with automatic fail-back to who becomes the strongest', () => {
  const one = vip(40, 'automatic');
  const other = vip(30, 'automatic');
  const swap = [contender('lb1', one, other), contender('lb2', other, one)];
  // Alone with the standby changed both are 140: the tie is the holder's until it is weakened itself.
  assert.deepEqual(movesOf(swap, undefined), [{ from: 'lb1', to: 'lb2' }]);
});

it('moves when a step in between makes another one stronger, though in the end none is', () => {
  const raise = [
    contender('lb1', vip(40, 'automatic'), vip(90, 'automatic')),
    contender('lb2', vip(30, 'automatic'), vip(80, 'automatic')),
  ];
  assert.deepEqual(movesOf(raise, 'lb1'), [{ from: 'lb1', to: 'lb2' }]);
});

it('asks only for the holder that was seen', () => {
  const auto = [
    contender('lb1', vip(40), vip(40, 'automatic')),
    contender('lb2', vip(30), vip(30, 'automatic')),
  ];
  assert.deepEqual(movesOf(auto, undefined), [{ from: 'lb2', to: 'lb1' }]);
  assert.deepEqual(movesOf(auto, 'lb1'), []);
});
