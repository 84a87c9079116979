import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readNumber } from './read-number.ts';

test('what is not said is the default of the helper', () => {
  assert.deepEqual(readNumber('frequency', undefined), { value: 60, refusal: undefined });
  assert.deepEqual(readNumber('imbalance_tolerance', undefined), { value: 0.1, refusal: undefined });
});

test('numbers are read as Python reads them: blanks, signs and underscores, but no other', () => {
  for (const text of ['60', ' 60 ', '+60', '6_0', '\n60\n', '060'])
    assert.equal(readNumber('frequency', text).value, 60);
  for (const text of ['6 0', '60s', '60.0', '_60', '6__0', '1e2', '', ' ', '-', '0x3c'])
    assert.equal(readNumber('frequency', text).value, undefined, text);
  for (const text of ['0.1', '.1', '1e-1', '1E-1', ' 0.1 ', '0.1_0'])
    assert.equal(readNumber('imbalance_tolerance', text).value, 0.1);
  for (const text of ['10%', '0,1', '.', 'e1', ''])
    assert.equal(readNumber('imbalance_tolerance', text).value, undefined, text);
});

test('the edges of each range are in it, but for a tolerance of 0', () => {
  const value = (name: Parameters<typeof readNumber>[0], text: string) => readNumber(name, text).value;
  assert.deepEqual([value('haproxy_port', '1023'), value('haproxy_port', '1024')], [undefined, 1024]);
  assert.deepEqual([value('haproxy_port', '65535'), value('haproxy_port', '65536')], [65_535, undefined]);
  assert.deepEqual([value('frequency', '9'), value('frequency', '10')], [undefined, 10]);
  assert.deepEqual([value('agent_chunk_size', '99'), value('agent_chunk_size', '100')], [undefined, 100]);
  assert.deepEqual(
    [value('agent_reconnection_time', '-1'), value('agent_reconnection_time', '0')],
    [undefined, 0],
  );
  assert.deepEqual(
    [
      value('imbalance_tolerance', '0'),
      value('imbalance_tolerance', '1'),
      value('imbalance_tolerance', '1.1'),
    ],
    [undefined, 1, undefined],
  );
});

test('a refusal names what is there and what is allowed', () => {
  assert.equal(readNumber('frequency', ' 9 ').refusal, 'is 9, and 10 or more is allowed');
  assert.equal(readNumber('haproxy_port', '443').refusal, 'is 443, and 1024 to 65535 is allowed');
  assert.equal(
    readNumber('imbalance_tolerance', '2').refusal,
    'is 2, and more than 0 and at most 1 is allowed',
  );
  assert.equal(readNumber('frequency', 'x').refusal, 'is x, which is no whole number');
});
