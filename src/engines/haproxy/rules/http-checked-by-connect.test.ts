import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { httpCheckedByConnect } from './http-checked-by-connect.ts';

const find = (text: string) => httpCheckedByConnect.find(haproxySubject(text));

const pool = (lines: string, words = 'check') =>
  `defaults\n mode http\nbackend b\n${lines} server a 10.0.0.1:80 ${words}\n server c 10.0.0.2:80 ${words}\n`;

test('tells the pool once, at the check of its first server', () => {
  const findings = find(pool(''));
  assert.deepEqual(placesOf(findings), ['4:23']);
  assert.match(
    findings[0]?.message ?? '',
    /^The servers of backend b speak HTTP but are checked by connecting only/,
  );
});

test('says nothing of tcp mode, of a check by request, of other sources of health, or of a single server', () => {
  assert.deepEqual(find(pool(' mode tcp\n')), []);
  assert.deepEqual(find(pool(' option httpchk\n')), []);
  assert.deepEqual(find(pool(' option tcp-check\n')), []);
  assert.deepEqual(find(pool('', 'check agent-check')), []);
  assert.deepEqual(find(pool('', 'check observe layer7')), []);
  assert.deepEqual(find(pool('', 'track b/x')), []);
  assert.deepEqual(find('defaults\n mode http\nbackend b\n server a 10.0.0.1:80 check\n'), []);
  assert.deepEqual(
    find('backend b\n mode http\n server a 10.0.0.1:80 check\n server c 10.0.0.2:80 check\n'),
    [],
  );
});
