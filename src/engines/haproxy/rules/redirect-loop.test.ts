import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { applyEdits } from '../../../lint/apply-edits.ts';
import { redirectLoop } from './redirect-loop.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    bind :443 ssl crt /etc/haproxy/site.pem
    http-request redirect scheme https
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/redirect-loop', () => {
  it('tells where and why', () => {
    const findings = redirectLoop.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['10:5']);
    assert.equal(
      findings[0]?.message,
      `frontend www also takes TLS (line 9), and this redirect sends TLS requests to https again, without end.`,
    );
    assert.equal(findings[0]?.remedy, `add "unless { ssl_fc }".`);
  });

  it('its fix puts it right and changes nothing else', () => {
    const fix = redirectLoop.find(haproxySubject(BAD)).flatMap((finding) => finding.fix ?? []);
    const text = applyEdits(BAD, fix);
    assert.equal(
      text,
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    bind :443 ssl crt /etc/haproxy/site.pem
    http-request redirect scheme https unless { ssl_fc }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    );
    assert.deepEqual(redirectLoop.find(haproxySubject(text)), []);
  });

  it('the old form with a code', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :443 ssl crt x
    redirect scheme https code 301
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = redirectLoop.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['9:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `frontend www also takes TLS (line 8), and this redirect sends TLS requests to https again, without end.`,
          `add "unless { ssl_fc }".`,
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
    bind :443 ssl crt /etc/haproxy/site.pem
    http-request redirect scheme https unless { ssl_fc }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'a frontend without TLS',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request redirect scheme https
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'to another place',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :443 ssl crt x
    redirect prefix https://www.example.org
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
    bind :443 ssl crt x
.if defined(X)
    redirect scheme https
.endif
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(redirectLoop.find(haproxySubject(text)), []);
    });
});
