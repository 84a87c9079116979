import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentinelSubject } from '../../../../tests/support/foreign-subjects.ts';
import { masterOnLoopback } from './master-on-loopback.ts';

const find = (text: string) => masterOnLoopback.find(sentinelSubject(text));

test('a loopback address is found at its word', () => {
  const [finding, ...others] = find('port 26379\nsentinel monitor mymaster 127.0.0.1 6379 2\n');
  assert.deepEqual(
    [finding?.at.line, finding?.at.column, finding?.at.endColumn, others.length],
    [2, 27, 36, 0],
  );
  assert.match(finding?.message ?? '', /^Sentinel tells .* mymaster is at 127\.0\.0\.1,/);
  assert.equal(find('Sentinel MONITOR a ::1 6379 2\n').length, 1);
  assert.equal(find('sentinel monitor a "localhost" 6379 2\n').length, 1);
});

test('an address of the network, a short line and a comment are left alone', () => {
  assert.deepEqual(find('sentinel monitor mymaster 10.0.0.1 6379 2\n'), []);
  assert.deepEqual(find('sentinel monitor mymaster 127.0.0.1 6379\n'), []);
  assert.deepEqual(find('# sentinel monitor mymaster 127.0.0.1 6379 2\n'), []);
  assert.deepEqual(find('bind 127.0.0.1 ::1\n'), []);
});
