import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patroniSubject } from '../../../../tests/support/foreign-subjects.ts';
import { leaseTooShort } from './lease-too-short.ts';

const find = (...lines: string[]) =>
  leaseTooShort.find(
    patroniSubject(`bootstrap:\n  dcs:\n    x: y\n${lines.map((line) => `    ${line}\n`).join('')}`),
  );

test('a lease below loop_wait and two retries is found at the ttl', () => {
  const [finding] = find('loop_wait: 5', 'ttl: 20', 'retry_timeout: 8');
  assert.deepEqual([finding?.at.line, finding?.at.column], [5, 10]);
  assert.equal(
    finding?.message,
    'ttl is 20 s, but loop_wait (5 s) and two retry_timeouts (8 s each) take 21 s: a slow answer of the store demotes a primary that works.',
  );
});

test('the defaults 30, 10 and 10 count for what is not said', () => {
  assert.match(find('ttl: 29')[0]?.message ?? '', /take 30 s/);
  assert.equal(find('loop_wait: 11')[0]?.at.line, 4);
  assert.equal(find('retry_timeout: 11')[0]?.at.line, 4);
  assert.deepEqual(find('ttl: 30'), []);
});

test('an equal sum, nothing said and no number are fine', () => {
  assert.deepEqual(find('ttl: 21', 'loop_wait: 5', 'retry_timeout: 8'), []);
  assert.deepEqual(find(), []);
  assert.deepEqual(find('ttl: short'), []);
  assert.equal(leaseTooShort.find(patroniSubject('ttl: 20\n')).length, 1);
});
