import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneSubject } from '../../../../tests/support/foreign-subjects.ts';
import { slowToChange } from './slow-to-change.ts';

const find = (text: string) => slowToChange.find(zoneSubject(text));

test('a TTL of its own or of $TTL is found at the first slow record', () => {
  const [finding, ...others] = find('www 60 A 10.0.0.1\nwww 301 IN A 10.0.0.2\n');
  assert.deepEqual([finding?.at.line, others.length], [2, 0]);
  assert.match(finding?.message ?? '', /^Resolvers keep the addresses of www for 301 s:/);
  assert.match(find('$TTL 1h\nwww A 10.0.0.1\nwww A 10.0.0.2\n')[0]?.message ?? '', /for 3600 s/);
  assert.equal(find('www IN 1d A 10.0.0.1\nwww A 10.0.0.2\n').length, 1);
});

test('300 s are fine, and so are one address and a TTL that is not known', () => {
  assert.deepEqual(find('$TTL 5m\nwww A 10.0.0.1\nwww A 10.0.0.2\n'), []);
  assert.deepEqual(find('$TTL 1d\nwww A 10.0.0.1\n'), []);
  assert.deepEqual(find('www A 10.0.0.1\nwww A 10.0.0.2\n'), []);
});

test('a later $TTL holds for what follows it', () => {
  assert.deepEqual(find('$TTL 1d\nmail A 10.0.0.9\n$TTL 60\nwww A 10.0.0.1\nwww A 10.0.0.2\n'), []);
});
