import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { upstreamAllDown } from './upstream-all-down.ts';

const find = (text: string) => upstreamAllDown.find(nginxSubject(text));

describe('upstreamAllDown', () => {
  it('fires at the upstream', () => {
    const text = `upstream a {
  server 10.0.0.1 down;
  server 10.0.0.2 weight=2 down;
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:1']);
    assert.equal(
      findings[0]?.message,
      'Every server of the upstream a is marked "down" (10.0.0.1, 10.0.0.2): all requests to it fail.',
    );
    assert.equal(findings[0]?.remedy, 'take "down" from at least two of them.');
  });

  it('says nothing where one takes requests', () => {
    assert.deepEqual(find(`upstream a { server 10.0.0.1 down; server 10.0.0.2; }`), []);
  });

  it('says nothing where there is none', () => {
    assert.deepEqual(find(`upstream a { zone a 64k; }`), []);
  });

  it('says nothing where an include may add one', () => {
    assert.deepEqual(find(`upstream a { server 10.0.0.1 down; include x; }`), []);
  });
});
