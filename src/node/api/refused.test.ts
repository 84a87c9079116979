import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiCounters } from './api-counters.ts';
import { Refusals, type Refused } from './refused.ts';

function refusals() {
  const told: Refused[] = [];
  const counters = new ApiCounters();
  return { told, counters, all: new Refusals(counters, (refused) => told.push(refused)) };
}

describe('what is turned away', () => {
  it('is told at once, and repetitions together', (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const { told, counters, all } = refusals();
    for (let index = 0; index < 1000; index += 1) all.add('not-tls', 'it spoke no TLS', '10.77.0.9');
    all.add('not-tls', 'it spoke no TLS', '10.77.0.8');
    assert.deepEqual(
      told.map(({ from, times }) => [from, times]),
      [
        ['10.77.0.9', 1],
        ['10.77.0.8', 1],
      ],
    );
    context.mock.timers.tick(10_000);
    assert.deepEqual([told.length, told[2]?.from, told[2]?.times], [3, '10.77.0.9', 999]);
    all.add('not-tls', 'it spoke no TLS', '10.77.0.9');
    assert.deepEqual([told.length, told[3]?.times], [4, 1]);
    assert.equal(counters.refused.get('not-tls'), 1002);
    all.close();
  });

  it('costs no more memory when it comes from very many addresses', () => {
    const { told, counters, all } = refusals();
    for (let index = 0; index < 5000; index += 1) all.add('too-slow', 'it was slow', `2001:db8::${index}`);
    assert.ok(told.length <= 300, `${told.length} lines`);
    assert.equal(told.at(-1)?.from, 'many addresses');
    all.close();
    assert.equal(counters.refused.get('too-slow'), 5000);
    assert.equal(
      told.reduce((sum, { times }) => sum + times, 0),
      5000,
      'none is forgotten',
    );
  });
});
