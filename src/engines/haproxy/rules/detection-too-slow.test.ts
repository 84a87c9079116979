import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { detectionTooSlow } from './detection-too-slow.ts';

const find = (text: string, maxOutageMs: number | undefined = 5_000) =>
  detectionTooSlow.find(haproxySubject(text, { maxOutageMs }));
const pool = (lines: string, words = 'check inter 1s fall 3') =>
  `defaults\n timeout connect 5s\nbackend b\n ${lines}\n server a 10.0.0.1:80 ${words}\n server c 10.0.0.2:80 ${words}\n`;
const sum = (text: string) => /= (.*)\), but/.exec(find(text, 1)[0]?.message ?? '')?.[1];

test('tells the sum, its parts and the place of the interval', () => {
  const [finding, ...others] = find(pool('option httpchk'));
  assert.deepEqual(others, []);
  assert.equal(
    finding?.message,
    'Server a of backend b is found dead up to 6s after it hangs (inter + fall × check + pauses = 1s + 3 × 1s + 2 × 1s), but an outage may last 5s at most.',
  );
  assert.deepEqual([finding.at.line, finding.at.column, finding.at.endColumn], [5, 29, 37]);
});

test('counts as was measured', () => {
  // measured 11.3 to 11.9 s, 34.2 to 35.3 s
  assert.match(find(pool('option httpchk\n timeout check 3s'))[0]?.message ?? '', /up to 12s after it hangs/);
  assert.match(
    find(pool('option httpchk\n timeout check 10s', 'check'))[0]?.message ?? '',
    /up to 36s after it hangs/,
  );
  assert.equal(sum(pool('option httpchk\n timeout check 10s', 'check')), '2s + 3 × 10s + 2 × 2s');
  assert.equal(
    sum(pool('option httpchk\n timeout check 1s', 'check inter 1s fastinter 200ms')),
    '1s + 3 × 1s + 2 × 200ms',
  );
});

test('a check that only connects lasts as long as connecting may', () => {
  assert.equal(sum(pool('timeout check 10s')), '1s + 3 × 1s + 2 × 1s');
  assert.equal(sum(pool('timeout connect 300ms')), '1s + 3 × 300ms + 2 × 1s');
  assert.equal(sum(pool('timeout connect 0')), '1s + 3 × 1s + 2 × 1s');
  assert.match(find(pool(''), 1)[0]?.message ?? '', /after it stops answering on the network/);
});

test('the limit itself is allowed', () => {
  assert.deepEqual(find(pool('option httpchk'), 6_000), []);
  assert.equal(find(pool('option httpchk'), 5_999).length, 1);
});

test('the slowest server of a pool is told', () => {
  const text =
    'defaults\nbackend b\n server a 10.0.0.1:80 check inter 1s\n server c 10.0.0.2:80 check inter 5s\n server d 10.0.0.2:80 check\n';
  assert.deepEqual(placesOf(find(text)), ['4:29']);
  assert.deepEqual(
    placesOf(find('defaults\nbackend b\n server a 10.0.0.1:80 check\n server c 10.0.0.2:80 check\n')),
    ['3:23'],
  );
});

test('says nothing where nobody said how long, or it is not known, or another server cannot help', () => {
  const check = pool('option httpchk');
  assert.deepEqual(detectionTooSlow.find(haproxySubject(check)), []);
  assert.deepEqual(find(pool('option httpchk', 'inter 9s')), []);
  assert.deepEqual(find(pool('option httpchk', 'check inter 9s observe layer7')), []);
  assert.deepEqual(find(pool('option httpchk', 'check inter "$I"')), []);
  assert.deepEqual(find(pool('option httpchk', 'check fastinter "$I"')), []);
  assert.deepEqual(find(pool('option httpchk', 'check fall "$I"')), []);
  assert.deepEqual(find(pool('option httpchk\n timeout check "$T"')), []);
  assert.deepEqual(find(pool('timeout connect "$T"')), []);
  assert.deepEqual(find('defaults\nbackend b\n server a 10.0.0.1:80 check\n'), []);
});
