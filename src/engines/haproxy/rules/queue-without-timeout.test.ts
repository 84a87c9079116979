import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { queueWithoutTimeout } from './queue-without-timeout.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 check maxconn 100
    server a2 10.0.0.22:8080 check maxconn 100
`;

describe('haproxy/queue-without-timeout', () => {
  it('tells where and why', () => {
    const findings = queueWithoutTimeout.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:36']);
    assert.equal(
      findings[0]?.message,
      `Requests beyond maxconn 100 wait in backend app as long as timeout connect says: there is no timeout queue.`,
    );
    assert.equal(findings[0]?.remedy, `add a "timeout queue" that a user would wait, such as 10s.`);
  });

  it('by the default-server', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    default-server maxconn 9
    server a1 10.0.0.21:80
`;
    const found = queueWithoutTimeout.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['12:20']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `Requests beyond maxconn 9 wait in backend app as long as timeout connect says: there is no timeout queue.`,
          `add a "timeout queue" that a user would wait, such as 10s.`,
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
    default_backend app

backend app
    timeout queue 10s
    server a1 10.0.0.21:8080 check maxconn 100
    server a2 10.0.0.22:8080 check maxconn 100
`,
    ],
    [
      'inherited',
      `defaults
    mode http
    timeout queue 5s
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:80 maxconn 9
`,
    ],
    [
      'no maxconn',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:80
`,
    ],
    [
      'a piece of a file',
      `backend app
    server a1 10.0.0.21:80 maxconn 9
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(queueWithoutTimeout.find(haproxySubject(text)), []);
    });
});
