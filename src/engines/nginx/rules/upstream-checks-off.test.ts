import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { upstreamChecksOff } from './upstream-checks-off.ts';

const find = (text: string) => upstreamChecksOff.find(nginxSubject(text));

describe('upstreamChecksOff', () => {
  it('fires at max_fails=0 of each server', () => {
    const text = `upstream a {
  server 10.0.0.1 max_fails=0;
  server 10.0.0.2 weight=2 max_fails=0;
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:19', '3:28']);
    assert.equal(
      findings[0]?.message,
      '"max_fails=0" keeps 10.0.0.1 in the upstream a when it is dead: it goes on getting its share of the requests.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "max_fails=2 fail_timeout=5s", or leave both out (1 failure, 10 seconds).',
    );
  });

  it('fires at fail_timeout=0', () => {
    const text = `upstream a { server 10.0.0.1 fail_timeout=0s; server 10.0.0.2; }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:30']);
    assert.equal(
      findings[0]?.message,
      '"fail_timeout=0s" keeps 10.0.0.1 in the upstream a when it is dead: it goes on getting its share of the requests.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "max_fails=2 fail_timeout=5s", or leave both out (1 failure, 10 seconds).',
    );
  });

  it('says nothing of other numbers', () => {
    assert.deepEqual(
      find(
        `upstream a { server 10.0.0.1 max_fails=10 fail_timeout=0.5; server 10.0.0.2 max_fails=1 fail_timeout=05s; }`,
      ),
      [],
    );
  });

  it('says nothing of a single server, which is never taken out', () => {
    assert.deepEqual(find(`upstream a { server 10.0.0.1 max_fails=0; }`), []);
  });
});
