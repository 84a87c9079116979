import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rawKeepalivedFindings } from './raw-keepalived.ts';

const linesOf = (text: string) => rawKeepalivedFindings(text).map(({ line }) => line);

test('ordinary lines are fine', () => {
  const text =
    '! notify in a comment\ndont_track_primary\nvirtual_routes {\n  10.1.0.0/24 via 10.0.0.1\n}\nx "a { b"';
  assert.deepEqual(rawKeepalivedFindings(text), []);
});

for (const line of [
  'notify /bin/sh',
  'notify_master "/bin/sh -c x"',
  'a { notify_fifo /x }',
  '"notify" /bin/sh',
  'script "/x"',
  'track_script {}',
  'vrrp_script x {}',
  'include /etc/passwd',
  'includea x',
  '@a state MASTER',
  'x ${Y}',
  '~SEQ(a,1,2)',
  '}',
  'quorum_up /x',
  'MISC_PATH /x',
  '"open',
  `# ${'x'.repeat(1_030)}`,
]) {
  test(`${line.slice(0, 30)} is not allowed`, () => assert.deepEqual(linesOf(`state BACKUP\n${line}`), [1]));
}

test('a brace that is not closed is told on the last line', () => {
  assert.deepEqual(linesOf('virtual_routes {\n  10.1.0.0/24'), [1]);
});

test('a line counts in bytes: 1,022 are read whole', () => {
  assert.deepEqual(linesOf('x'.repeat(1_022)), []);
  assert.deepEqual(linesOf('ä'.repeat(512)), [0]);
});

test('whatever the text, it is judged without throwing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) =>
      assert.ok(Array.isArray(rawKeepalivedFindings(text))),
    ),
  );
});
