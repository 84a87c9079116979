import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { nextUpstreamRepeatsWrites } from './next-upstream-repeats-writes.ts';

const find = (text: string) => nextUpstreamRepeatsWrites.find(nginxSubject(text));

describe('nextUpstreamRepeatsWrites', () => {
  it('fires at the word', () => {
    const text = `http {
  proxy_next_upstream error non_idempotent;
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:29']);
    assert.equal(
      findings[0]?.message,
      '"non_idempotent" sends a POST to a second server although the first may have carried it out.',
    );
    assert.equal(
      findings[0]?.remedy,
      'take "non_idempotent" out, unless every server recognises a request that it has seen.',
    );
  });

  it('says nothing of other words', () => {
    assert.deepEqual(find(`http { proxy_next_upstream error timeout http_503; }`), []);
  });

  it('says nothing of other directives', () => {
    assert.deepEqual(find(`http { fastcgi_next_upstream error; }`), []);
  });
});
