import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patroniSubject } from '../../../../tests/support/foreign-subjects.ts';
import { openApi } from './open-api.ts';

const find = (...lines: string[]) =>
  openApi.find(patroniSubject(`restapi:\n${lines.map((line) => `  ${line}\n`).join('')}`));

test('an API on the network without a guard is found at its address', () => {
  const [finding] = find('listen: 0.0.0.0:8008');
  assert.deepEqual([finding?.at.line, finding?.at.column], [2, 11]);
});

test('a password, certificates, a list of addresses, or loopback, guard it', () => {
  for (const guard of ['authentication: {username: a}', 'verify_client: required', 'allowlist: [10.0.0.1]'])
    assert.deepEqual(find('listen: 0.0.0.0:8008', guard), [], guard);
  assert.deepEqual(find('listen: 127.0.0.1:8008'), []);
  assert.deepEqual(find('connect_address: 10.0.0.1:8008'), []);
});
