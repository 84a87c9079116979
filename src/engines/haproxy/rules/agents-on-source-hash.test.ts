import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { agentsOnSourceHash } from './agents-on-source-hash.ts';

const find = (text: string) => agentsOnSourceHash.find(haproxySubject(text));

test('by the balance line', () => {
  const findings = find(`listen a
 bind :1514
 balance source
 server m1 10.0.0.1:1514 check
 server m2 10.0.0.2:1514 check
`);
  assert.deepEqual(placesOf(findings), ['3:10']);
  assert.match(findings[0]?.message ?? '', /^listen a keeps each agent at one manager \(balance source\)/);
});

test('by a stick table', () => {
  const findings = find(`backend a
 balance leastconn
 stick on src
 server m1 10.0.0.1:1514 check
 server m2 10.0.0.2:1514 check
`);
  assert.deepEqual(placesOf(findings), ['3:8']);
  assert.match(findings[0]?.message ?? '', /\(stick on src\)/);
});

test('by a hash or by the first that has room', () => {
  const findings = find(`backend a
 balance first
 server m1 10.0.0.1:1514 check
 server m2 10.0.0.2:1514 check
`);
  assert.deepEqual(placesOf(findings), ['2:10']);
  assert.match(findings[0]?.message ?? '', /balance first/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`backend a
 balance leastconn
 server m1 10.0.0.1:1514 check
 server m2 10.0.0.2:1514 check
`),
    [],
  );
  assert.deepEqual(
    find(`backend a
 balance source
 server m1 10.0.0.1:1514
`),
    [],
  );
  assert.deepEqual(
    find(`backend a
 balance source
 server m1 10.0.0.1:80
 server m2 10.0.0.2:80
`),
    [],
  );
  assert.deepEqual(
    find(`backend a
 stick on req.cook(x)
 server m1 10.0.0.1:1514 check
 server m2 10.0.0.2:1514 check
`),
    [],
  );
  assert.deepEqual(
    find(`backend a
 mode http
 balance source
 server m1 10.0.0.1:1514 check
 server m2 10.0.0.2:1514 check
`),
    [],
  );
});
