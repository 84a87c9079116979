import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { agentServerTwice } from './agent-server-twice.ts';

const find = (text: string) => agentServerTwice.find(ossecSubject(text));

test('across client sections, 1514 being the default port', () => {
  const findings = find(`<client><server><address>10.0.0.1</address></server></client>
<client><server><address>10.0.0.1</address><port>1514</port></server></client>
`);
  assert.deepEqual(placesOf(findings), ['2:9']);
  assert.match(findings[0]?.message ?? '', /10.0.0.1:1514 is a server of this agent already \(line 1\)/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`<client><server><address>10.0.0.1</address></server></client>
<client><server><address>10.0.0.2</address></server></client>
`),
    [],
  );
  assert.deepEqual(
    find(`<client><server><address>10.0.0.1</address></server></client>
<client><server><address>10.0.0.1</address><port>1515</port></server></client>
`),
    [],
  );
  assert.deepEqual(
    find(`<client><server><address><IP></address></server></client>
<client><server><address><IP></address></server></client>
`),
    [],
  );
  assert.deepEqual(
    find(`<client><server></server></client>
<client><server></server></client>
`),
    [],
  );
});
