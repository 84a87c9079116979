import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { globalAfterProxies } from './global-after-proxies.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check

global
    maxconn 10000
`;

describe('haproxy/global-after-proxies', () => {
  it('tells where and why', () => {
    const findings = globalAfterProxies.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['15:1']);
    assert.equal(
      findings[0]?.message,
      `This global section stands behind sections that it should govern: which of its lines count for them is not specified.`,
    );
    assert.equal(findings[0]?.remedy, `move its lines to the global section at the top of the file.`);
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `global
    maxconn 10000

defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'two at the top',
      `global
    maxconn 10
global
    daemon
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(globalAfterProxies.find(haproxySubject(text)), []);
    });
});
