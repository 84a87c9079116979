import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { lineContinuation } from './line-continuation.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 \\
        check
`;

describe('haproxy/line-continuation', () => {
  it('tells where and why', () => {
    const findings = lineContinuation.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:30']);
    assert.equal(
      findings[0]?.message,
      `HAProxy does not continue lines: the backslash is read as a word, and the next line as a keyword of its own.`,
    );
    assert.equal(findings[0]?.remedy, `write the whole rule in one line.`);
  });

  it('glued to the word', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request set-header X a\\
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = lineContinuation.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['9:32']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `HAProxy does not continue lines: the backslash is read as a word, and the next line as a keyword of its own.`,
          `write the whole rule in one line.`,
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
    server a1 10.0.0.21:8080 check
`,
    ],
    [
      'an escaped backslash',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request set-header X a\\\\
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'an escaped blank',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request set-header X a\\ b
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'in a comment',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    # a \\
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'a piece of a file',
      `    http-request set-header X \\
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(lineContinuation.find(haproxySubject(text)), []);
    });
});
