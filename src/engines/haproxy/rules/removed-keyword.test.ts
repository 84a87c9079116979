import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { applyEdits } from '../../../lint/apply-edits.ts';
import { removedKeyword } from './removed-keyword.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    clitimeout 30s
    option forceclose
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/removed-keyword', () => {
  it('tells where and why', () => {
    const findings = removedKeyword.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['9:5', '10:5']);
    assert.equal(findings[0]?.message, `HAProxy has no "clitimeout" since 2.1: it refuses the file.`);
    assert.equal(findings[0]?.remedy, `write "timeout client" instead.`);
    assert.equal(findings[0]?.severity ?? removedKeyword.severity, 'error');
  });

  it('its fix puts it right and changes nothing else', () => {
    const fix = removedKeyword.find(haproxySubject(BAD)).flatMap((finding) => finding.fix ?? []);
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
    timeout client 30s
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    );
    assert.deepEqual(removedKeyword.find(haproxySubject(text)), []);
  });

  it('as advice where the version is not known', () => {
    const text = `global
    nbproc 2
frontend www
    bind :80
`;
    const found = removedKeyword.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['2:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `From HAProxy 2.5 on, "nbproc" does not exist and the file is refused.`,
          `write "nbthread" (without it threads are used by themselves) instead.`,
        ],
      ],
    );
  });

  it('from the version on', () => {
    const text = `global
    nbproc 2
frontend www
    bind :80
`;
    const found = removedKeyword.find(
      haproxySubject(text, { haproxy: { major: 2, minor: 5, patch: undefined } }),
    );
    assert.deepEqual(placesOf(found), ['2:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `HAProxy has no "nbproc" since 2.5: it refuses the file.`,
          `write "nbthread" (without it threads are used by themselves) instead.`,
        ],
      ],
    );
  });

  it('a section', () => {
    const text = `program api
    command x
frontend www
    bind :80
`;
    const found = removedKeyword.find(
      haproxySubject(text, { haproxy: { major: 3, minor: 3, patch: undefined } }),
    );
    assert.deepEqual(placesOf(found), ['1:1']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `HAProxy has no "program" since 3.3: it refuses the file.`,
          `write a systemd unit of its own instead.`,
        ],
      ],
    );
  });

  it('the old header rules', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    reqadd X:\\ y
    rspidel Server
    mode health
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = removedKeyword.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['9:5', '10:5', '11:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `HAProxy has no "reqadd" since 2.1: it refuses the file.`,
          `write "http-request add-header" instead.`,
        ],
        [
          `HAProxy has no "rspidel" since 2.1: it refuses the file.`,
          `write "http-response del-header" instead.`,
        ],
        [
          `HAProxy has no "mode health" since 2.3: it refuses the file.`,
          `write "mode http" with "http-request return status 200" instead.`,
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
    timeout client 30s
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'the grace of the global section',
      `global
    grace 5s
frontend www
    bind :80
`,
    ],
    [
      'a name that looks like one',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server block 10.0.0.21:8080 check
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
.if version_before(2.1)
    clitimeout 30s
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
      assert.deepEqual(removedKeyword.find(haproxySubject(text)), []);
    });

  it('is silent: what this version still has', () => {
    const text = `global
    nbproc 1
frontend www
    bind :80
`;
    assert.deepEqual(
      removedKeyword.find(haproxySubject(text, { haproxy: { major: 2, minor: 4, patch: undefined } })),
      [],
    );
  });
});
