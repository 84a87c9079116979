import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { agentsCheckedOnEnrollment } from './agents-checked-on-enrollment.ts';

const find = (text: string) => agentsCheckedOnEnrollment.find(haproxySubject(text));

test('tells the port', () => {
  const findings = find(`backend a
 server m 10.0.0.1:1514 check port 1515
`);
  assert.deepEqual(placesOf(findings), ['2:31']);
  assert.match(findings[0]?.message ?? '', /^The agents' port of m in backend a is checked on 1515/);
});

test('also of a default-server', () => {
  const findings = find(`backend a
 default-server check port 55000
 server m 10.0.0.1:1514
`);
  assert.deepEqual(placesOf(findings), ['2:23']);
  assert.match(findings[0]?.message ?? '', /checked on 55000/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`backend a
 server m 10.0.0.1:1514 check
`),
    [],
  );
  assert.deepEqual(
    find(`backend a
 server m 10.0.0.1:1514 port 1515
`),
    [],
  );
  assert.deepEqual(
    find(`backend a
 server m 10.0.0.1:1515 check port 1515
`),
    [],
  );
  assert.deepEqual(
    find(`backend a
 server m 10.0.0.1:1514 check port 1514
`),
    [],
  );
});
