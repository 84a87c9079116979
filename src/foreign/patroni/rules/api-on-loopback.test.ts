import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patroniSubject } from '../../../../tests/support/foreign-subjects.ts';
import { apiOnLoopback } from './api-on-loopback.ts';

const find = (text: string) => apiOnLoopback.find(patroniSubject(text));

test('both addresses are found at their values', () => {
  const findings = find('restapi:\n  listen: 127.0.0.1:8008\n  connect_address: localhost:8008\n');
  assert.deepEqual(
    findings.map(({ at }) => [at.line, at.column, at.endColumn]),
    [
      [2, 11, 25],
      [3, 20, 34],
    ],
  );
  assert.match(findings[0]?.message ?? '', /^restapi\.listen is 127\.0\.0\.1:8008: a load balancer/);
  assert.match(findings[1]?.message ?? '', /^restapi\.connect_address is localhost:8008: the other members/);
});

test('addresses of the network, and other keys, are fine', () => {
  assert.deepEqual(find('restapi:\n  listen: 0.0.0.0:8008\n  connect_address: 10.0.0.1:8008\n'), []);
  assert.deepEqual(find('restapi:\n'), []);
  assert.deepEqual(find('listen: 127.0.0.1:8008\n'), []);
});
