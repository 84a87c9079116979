import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { unreachableBackend } from './unreachable-backend.ts';

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

backend api
    server b1 10.0.0.31:8080 check
`;

describe('haproxy/unreachable-backend', () => {
  it('tells where and why', () => {
    const findings = unreachableBackend.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['15:1']);
    assert.equal(findings[0]?.message, `No frontend leads to backend api: its server gets no traffic.`);
    assert.equal(findings[0]?.remedy, `name it in a use_backend or default_backend, or delete it.`);
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
    use_backend api if { path_beg /api/ }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check

backend api
    server b1 10.0.0.31:8080 check
`,
    ],
    [
      'a name computed at run time',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    use_backend %[req.hdr(host),lower]
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
backend api
    server b1 10.0.0.31:8080
`,
    ],
    [
      'a table alone',
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
backend clients
    stick-table type ip size 1k
`,
    ],
    [
      'its number of servers is asked for',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl up nbsrv(api) ge 1
    monitor fail if !up
    monitor-uri /up
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
backend api
    server b1 10.0.0.31:8080
`,
    ],
    [
      'its servers are tracked',
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
    server a2 10.0.0.22:8080 track api/b1
backend api
    server b1 10.0.0.31:8080
`,
    ],
    [
      'its table is used',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request track-sc0 src table api
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
backend api
    stick-table type ip size 1k
    server b1 10.0.0.31:8080
`,
    ],
    [
      'a piece of a file',
      `backend api
    server b1 10.0.0.31:8080
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(unreachableBackend.find(haproxySubject(text)), []);
    });
});
