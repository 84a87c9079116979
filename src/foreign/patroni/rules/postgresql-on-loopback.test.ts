import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patroniSubject } from '../../../../tests/support/foreign-subjects.ts';
import { postgresqlOnLoopback } from './postgresql-on-loopback.ts';

const find = (text: string) => postgresqlOnLoopback.find(patroniSubject(text));

test('loopback addresses are found at their values', () => {
  const [listen, connect] = find('postgresql:\n  listen: 127.0.0.1:5432\n  connect_address: "[::1]:5432"\n');
  assert.deepEqual([listen?.at.line, listen?.at.column, connect?.at.line], [2, 11, 3]);
  assert.match(listen?.message ?? '', /^postgresql\.listen is 127\.0\.0\.1:5432:/);
  assert.match(connect?.remedy ?? '', /^write the address/);
  assert.equal(find('postgresql:\n  listen: localhost,127.0.0.1:5432\n').length, 1);
});

test('one address of the network is enough', () => {
  assert.deepEqual(
    find('postgresql:\n  listen: 127.0.0.1,10.0.0.1:5432\n  connect_address: 10.0.0.1:5432\n'),
    [],
  );
  assert.deepEqual(find('postgresql:\n  listen: "*:5432"\n'), []);
});
