import assert from 'node:assert/strict';
import { it } from 'node:test';
import { unifiedDiff } from './unified-diff.ts';

it('is what patch -p1 reads', () => {
  const before = 'a\nb\nc\nd\ne\nf\n';
  assert.equal(
    unifiedDiff('lb1/haproxy.cfg', before, before.replace('e', 'E')),
    '--- a/lb1/haproxy.cfg\n+++ b/lb1/haproxy.cfg\n@@ -2,5 +2,5 @@\n b\n c\n d\n-e\n+E\n f\n',
  );
});

it('is nothing for the same text, and keeps an absolute path', () => {
  assert.equal(unifiedDiff('x', 'a', 'a'), '');
  assert.match(unifiedDiff('/etc/x', 'a\n', 'b\n'), /^--- \/etc\/x\n\+\+\+ \/etc\/x\n/);
});
