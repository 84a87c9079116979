import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { ruleNeverReached } from './rule-never-reached.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    use_backend app
    use_backend api if { path_beg /api/ }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check

backend api
    server b1 10.0.0.31:8080 check
    server b2 10.0.0.32:8080 check
`;

describe('haproxy/rule-never-reached', () => {
  it('tells where and why', () => {
    const findings = ruleNeverReached.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['10:5']);
    assert.equal(
      findings[0]?.message,
      `This rule is never reached: the one in line 9 has no condition and ends all use_backend rules.`,
    );
    assert.equal(
      findings[0]?.remedy,
      `give the rule in line 9 a condition, move it behind this one, or delete this one.`,
    );
  });

  it('http, tcp and if TRUE', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    tcp-request connection reject if TRUE
    tcp-request connection accept if { src 10.0.0.1 }
    http-request redirect scheme https
    http-request deny if { src 10.0.0.1 }
    http-response deny
    http-response set-header X y
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = ruleNeverReached.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['10:5', '12:5', '14:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `This rule is never reached: the one in line 9 has no condition and ends all tcp-request connection rules.`,
          `give the rule in line 9 a condition, move it behind this one, or delete this one.`,
        ],
        [
          `This rule is never reached: the one in line 11 has no condition and ends all http-request rules.`,
          `give the rule in line 11 a condition, move it behind this one, or delete this one.`,
        ],
        [
          `This rule is never reached: the one in line 13 has no condition and ends all http-response rules.`,
          `give the rule in line 13 a condition, move it behind this one, or delete this one.`,
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
    use_backend api if { path_beg /api/ }
    use_backend app
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check

backend api
    server b1 10.0.0.31:8080 check
    server b2 10.0.0.32:8080 check
`,
    ],
    [
      'another kind of rule',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    tcp-request connection accept
    http-request deny
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'with a condition',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request deny if { src 10.0.0.1 }
    http-request set-header X y
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'a computed name may name nothing',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    use_backend %[path]
    use_backend app
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'behind .if',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
.if defined(X)
    http-request deny
.endif
    http-request set-header X y
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'an action that goes on',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request set-header X y
    http-request deny
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(ruleNeverReached.find(haproxySubject(text)), []);
    });
});
