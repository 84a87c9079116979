import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { ruleOutOfOrder } from './rule-out-of-order.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    use_backend app if { path_beg /public/ }
    http-request deny if { src 203.0.113.0/24 }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/rule-out-of-order', () => {
  it('tells where and why', () => {
    const findings = ruleOutOfOrder.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['10:5']);
    assert.equal(
      findings[0]?.message,
      `This http-request rule stands below the use_backend rule of line 9 and yet runs before it.`,
    );
    assert.equal(findings[0]?.remedy, `move it above line 9, where it runs.`);
  });

  it('tcp-request and redirect', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request deny if { src 10.0.0.9 }
    tcp-request content accept
    use_backend app if TRUE
    redirect prefix / if { path /x }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = ruleOutOfOrder.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['10:5', '12:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `This tcp-request content rule stands below the http-request rule of line 9 and yet runs before it.`,
          `move it above line 9, where it runs.`,
        ],
        [
          `This redirect rule stands below the use_backend rule of line 11 and yet runs before it.`,
          `move it above line 11, where it runs.`,
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
    http-request deny if { src 203.0.113.0/24 }
    use_backend app if { path_beg /public/ }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'in their order',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    tcp-request connection reject if { src 10.0.0.9 }
    tcp-request content accept
    http-request deny if { src 10.0.0.9 }
    redirect prefix / if { path /x }
    use_backend app if TRUE
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'answers are another matter',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    use_backend app if TRUE
    http-response set-header X y
    option httplog
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'in another section',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    use_backend app if TRUE
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
    http-request deny if { src 10.0.0.9 }
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(ruleOutOfOrder.find(haproxySubject(text)), []);
    });
});
