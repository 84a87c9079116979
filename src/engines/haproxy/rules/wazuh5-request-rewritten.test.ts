import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { wazuh5RequestRewritten } from './wazuh5-request-rewritten.ts';

const find = (text: string) => wazuh5RequestRewritten.find(haproxySubject(text));

test('tells what is changed', () => {
  const findings = find(`listen a
 mode http
 http-request set-path /x
 server m 10.0.0.1:1517
`);
  assert.deepEqual(placesOf(findings), ['3:2']);
  assert.match(findings[0]?.message ?? '', /^listen a changes requests .* \(set-path\)/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`listen a
 mode http
 http-request set-header X-A b
 server m 10.0.0.1:1517
`),
    [],
  );
  assert.deepEqual(
    find(`listen a
 mode http
 http-request set-path /x
 server m 10.0.0.1:443
`),
    [],
  );
  assert.deepEqual(
    find(`listen a
 mode tcp
 http-request set-path /x
 server m 10.0.0.1:1517
`),
    [],
  );
});
