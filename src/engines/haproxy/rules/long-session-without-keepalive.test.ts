import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { longSessionWithoutKeepalive } from './long-session-without-keepalive.ts';

const BAD = `defaults
    mode tcp
    timeout connect 5s
    timeout client 1h
    timeout server 1h

frontend agents
    bind :1514
    default_backend managers

backend managers
    balance leastconn
    server m1 10.0.0.21:1514 check
    server m2 10.0.0.22:1514 check
`;

describe('haproxy/long-session-without-keepalive', () => {
  it('tells where and why', () => {
    const findings = longSessionWithoutKeepalive.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['7:1', '11:1']);
    assert.equal(
      findings[0]?.message,
      `timeout client of frontend agents is 1 h, and nothing asks whether the client is still there: a dead one holds its session that long.`,
    );
    assert.equal(findings[0]?.remedy, `add "option clitcpka".`);
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `defaults
    mode tcp
    option clitcpka
    option srvtcpka
    timeout connect 5s
    timeout client 1h
    timeout server 1h

frontend agents
    bind :1514
    default_backend managers

backend managers
    balance leastconn
    server m1 10.0.0.21:1514 check
    server m2 10.0.0.22:1514 check
`,
    ],
    [
      'short time-outs',
      `defaults
    mode tcp
    timeout connect 5s
    timeout client 3599s
    timeout server 3599s

frontend agents
    bind :1514
    default_backend managers

backend managers
    server m1 10.0.0.21:1514
`,
    ],
    [
      'option tcpka',
      `defaults
    mode tcp
    option tcpka
    timeout connect 5s
    timeout client 1h
    timeout server 1h

frontend agents
    bind :1514
    default_backend managers

backend managers
    server m1 10.0.0.21:1514
`,
    ],
    [
      'HTTP mode',
      `defaults
    mode http
    timeout connect 5s
    timeout client 1h
    timeout server 1h

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:80
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(longSessionWithoutKeepalive.find(haproxySubject(text)), []);
    });
});
