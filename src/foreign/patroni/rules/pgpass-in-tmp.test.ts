import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patroniSubject } from '../../../../tests/support/foreign-subjects.ts';
import { pgpassInTmp } from './pgpass-in-tmp.ts';

const find = (file: string) => pgpassInTmp.find(patroniSubject(`postgresql:\n  pgpass: ${file}\n`));

test('a file in /tmp or /var/tmp is found at its path', () => {
  const [finding] = find('/tmp/pgpass');
  assert.deepEqual([finding?.at.line, finding?.at.column], [2, 11]);
  assert.match(finding?.message ?? '', /^\/tmp\/pgpass holds/);
  assert.equal(find('/var/tmp/p').length, 1);
});

test('other places are fine', () => {
  assert.deepEqual(find('/var/lib/postgresql/.pgpass'), []);
  assert.deepEqual(find('/srv/tmp/p'), []);
  assert.deepEqual(find(''), []);
});
