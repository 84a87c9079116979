import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseServerFacts } from './server-facts.ts';

const csv = (...rows: string[]) =>
  ['# pxname,svname,scur,status,check_status,check_code,check_duration,last_chk,', ...rows, ''].join('\n');

test('a server is read with its check in words', () => {
  assert.deepEqual(parseServerFacts(csv('web,web1,4,UP,L7OK,200,1,,')), [
    { pool: 'web', server: 'web1', state: 'up', sessions: 4, lastCheck: 'L7OK 200 in 1 ms' },
  ]);
});

test('frontends and backends are no servers', () => {
  assert.deepEqual(parseServerFacts(csv('web,FRONTEND,0,OPEN,,,,,', 'web,BACKEND,0,UP,,,,,')), []);
});

test('columns are found by name, in whatever order they stand', () => {
  const text = '# status,svname,pxname,scur,check_status\nDOWN 1/2,web1,web,0,* L4TOUT\n';
  assert.deepEqual(parseServerFacts(text)[0], {
    pool: 'web',
    server: 'web1',
    state: 'down',
    sessions: 0,
    lastCheck: 'L4TOUT',
  });
});

test('each word of HAProxy has its state', () => {
  const stateOf = (status: string) => parseServerFacts(csv(`p,s,0,${status},,,,,`))[0]?.state;
  assert.deepEqual(
    [
      'UP',
      'UP 1/3',
      'no check',
      'NOLB',
      'DOWN',
      'DOWN (agent)',
      'MAINT',
      'MAINT (resolution)',
      'DRAIN',
      'odd',
    ].map(stateOf),
    ['up', 'up', 'up', 'up', 'down', 'down', 'maint', 'maint', 'drain', 'unknown'],
  );
});

test('a failed check tells why; commas and quotes inside quotes belong to the cell', () => {
  const facts = parseServerFacts(csv('web,web1,0,DOWN,L7STS,503,2,"a ""bad"", gateway",'));
  assert.equal(facts[0]?.lastCheck, 'L7STS 503 in 2 ms: a "bad", gateway');
});

test('a check that is yet to come is not taken for a good one', () => {
  assert.equal(parseServerFacts(csv('web,web1,0,UP,INI,,,,'))[0]?.lastCheck, 'not checked yet');
  assert.equal(parseServerFacts(csv('web,web1,0,no check,,,,,'))[0]?.lastCheck, 'not checked');
});

test('any text is either read or refused with an Error', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      parseServerFacts(csv(text.replaceAll('\n', ' ')));
      if (!text.startsWith('#')) assert.throws(() => parseServerFacts(text), Error);
    }),
  );
});
