import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { hardStopCutsAgents } from './hard-stop-cuts-agents.ts';

const find = (text: string) => hardStopCutsAgents.find(haproxySubject(text));

test('tells the time and who is cut', () => {
  const findings = find(`global
 hard-stop-after 90s
frontend f
 bind :1514
`);
  assert.deepEqual(placesOf(findings), ['2:18']);
  assert.match(
    findings[0]?.message ?? '',
    /^90s after a reload all agents of frontend f that are still with the old process/,
  );
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`global
 hard-stop-after 1h
frontend f
 bind :1514
`),
    [],
  );
  assert.deepEqual(
    find(`global
 hard-stop-after 1s
frontend f
 bind :1514
`),
    [],
  );
  assert.deepEqual(
    find(`global
 hard-stop-after 90s
frontend f
 bind :80
`),
    [],
  );
  assert.deepEqual(
    find(`frontend f
 bind :1514
`),
    [],
  );
  assert.deepEqual(
    find(`global
 hard-stop-after 90s
frontend f
 mode http
 bind :1514
`),
    [],
  );
});
