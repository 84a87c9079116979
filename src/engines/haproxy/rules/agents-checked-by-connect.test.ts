import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { agentsCheckedByConnect } from './agents-checked-by-connect.ts';

const find = (text: string) => agentsCheckedByConnect.find(haproxySubject(text));

test('tells the word and what to ask', () => {
  const findings = find(`backend a
 server m1 10.0.0.1:1514 check
 server m2 10.0.0.2:1514 check
`);
  assert.deepEqual(placesOf(findings), ['2:26']);
  assert.match(findings[0]?.message ?? '', /^Managers of backend a are checked by connecting only/);
});

test('agents of Wazuh 5', () => {
  const findings = find(`backend a
 server m 10.0.0.1:1517 check
`);
  assert.deepEqual(placesOf(findings), ['2:25']);
  assert.match(findings[0]?.message ?? '', /one that hangs stays UP/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`backend a
 option tcp-check
 server m1 10.0.0.1:1514 check
 server m2 10.0.0.2:1514 check
`),
    [],
  );
  assert.deepEqual(
    find(`backend a
 server m 10.0.0.1:1514
`),
    [],
  );
  assert.deepEqual(
    find(`backend a
 server m 10.0.0.1:1515 check
`),
    [],
  );
  assert.deepEqual(
    find(`backend a
 server m 10.0.0.1:1514 check port 1515
`),
    [],
  );
});
