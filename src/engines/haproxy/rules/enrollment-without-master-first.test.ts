import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { enrollmentWithoutMasterFirst } from './enrollment-without-master-first.ts';

const find = (text: string) => enrollmentWithoutMasterFirst.find(haproxySubject(text));

test('tells how many', () => {
  const findings = find(`backend e
 server a 10.0.0.1:1515 check
 server b 10.0.0.2:1515 check
`);
  assert.deepEqual(placesOf(findings), ['2:2']);
  assert.match(findings[0]?.message ?? '', /^backend e deals enrollments to all of its 2 managers/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`backend e
 server a 10.0.0.1:1515 check
 server b 10.0.0.2:1515 check backup
`),
    [],
  );
  assert.deepEqual(
    find(`backend e
 server a 10.0.0.1:1515 check
`),
    [],
  );
  assert.deepEqual(
    find(`backend e
 server a 10.0.0.1:1515
 server b 10.0.0.2:1514
`),
    [],
  );
  assert.deepEqual(
    find(`backend e
 mode http
 server a 10.0.0.1:1515 check
 server b 10.0.0.2:1515 check
`),
    [],
  );
});
