import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { ignoredInTcpMode } from './ignored-in-tcp-mode.ts';

const BAD = `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request deny if { path_beg /admin }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/ignored-in-tcp-mode', () => {
  it('tells where and why', () => {
    const findings = ignoredInTcpMode.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['9:5']);
    assert.equal(findings[0]?.message, `frontend www is in TCP mode: HAProxy ignores http-request.`);
    assert.equal(findings[0]?.remedy, `write "mode http" if it carries HTTP, else delete the line.`);
  });

  it('options and hashes', () => {
    const text = `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

listen l
    bind :80
    option forwardfor
    balance hdr(X)
    cookie S insert
`;
    const found = ignoredInTcpMode.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['9:5', '10:5', '11:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `listen l is in TCP mode: HAProxy ignores option forwardfor.`,
          `write "mode http" if it carries HTTP, else delete the line.`,
        ],
        [
          `listen l is in TCP mode, where balance hdr(X) sees no request: HAProxy deals round robin instead.`,
          `write "mode http" if it carries HTTP, else choose leastconn, roundrobin or source.`,
        ],
        [
          `listen l is in TCP mode: HAProxy ignores cookie.`,
          `write "mode http" if it carries HTTP, else delete the line.`,
        ],
      ],
    );
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request deny if { path_beg /admin }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'what TCP mode can do',
      `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

listen l
    bind :80
    balance source
    option tcplog
    tcp-request content reject if { src 10.0.0.9 }
    no option forwardfor
`,
    ],
    [
      'a piece of a file without a mode',
      `frontend www
    bind :80
    http-request deny
`,
    ],
    [
      'behind .if',
      `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

listen l
    bind :80
.if defined(X)
    http-request deny
.endif
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(ignoredInTcpMode.find(haproxySubject(text)), []);
    });
});
