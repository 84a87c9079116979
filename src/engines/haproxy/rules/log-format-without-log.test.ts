import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { logFormatWithoutLog } from './log-format-without-log.ts';

const BAD = `global
    maxconn 10000

defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    option httplog
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/log-format-without-log', () => {
  it('tells where and why', () => {
    const findings = logFormatWithoutLog.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:5']);
    assert.equal(
      findings[0]?.message,
      `frontend www has no log line that leads anywhere: option httplog does nothing, and no session is recorded.`,
    );
    assert.equal(
      findings[0]?.remedy,
      `add "log global" to the proxy or its defaults, and a log line such as "log /dev/log local0" to the global section.`,
    );
  });

  it('log global without a log in the global section, told once', () => {
    const text = `global
    maxconn 9
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

    log global
    option tcplog
frontend a
    bind :80
frontend b
    bind :81
`;
    const found = logFormatWithoutLog.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['10:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `frontend a has no log line that leads anywhere: option tcplog does nothing, and no session is recorded.`,
          `add "log global" to the proxy or its defaults, and a log line such as "log /dev/log local0" to the global section.`,
        ],
      ],
    );
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `global
    log /dev/log local0
    maxconn 10000

defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    log global
    option httplog
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'log global, and the global section is in another file',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    log global
    option httplog
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'a log of its own',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    log 127.0.0.1 local0
    option httplog
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'no format asked for',
      `defaults
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
      'a backend does not log by itself',
      `defaults
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
    option httplog
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(logFormatWithoutLog.find(haproxySubject(text)), []);
    });
});
