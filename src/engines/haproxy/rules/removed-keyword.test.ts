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
defaults
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
`;
    assert.deepEqual(placesOf(removedKeyword.find(haproxySubject(text))), ['2:5']);
  });

  it('from the version on', () => {
    const text = `global
    nbproc 2
defaults
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
`;
    assert.deepEqual(
      placesOf(
        removedKeyword.find(haproxySubject(text, { haproxy: { major: 2, minor: 5, patch: undefined } })),
      ),
      ['2:5'],
    );
  });

  it('a section', () => {
    const text = `program api
    command x
defaults
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
`;
    assert.deepEqual(
      placesOf(
        removedKeyword.find(haproxySubject(text, { haproxy: { major: 3, minor: 3, patch: undefined } })),
      ),
      ['1:1'],
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
    assert.deepEqual(placesOf(removedKeyword.find(haproxySubject(text))), ['9:5', '10:5', '11:5']);
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
defaults
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
defaults
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
`;
    assert.deepEqual(
      removedKeyword.find(haproxySubject(text, { haproxy: { major: 2, minor: 4, patch: undefined } })),
      [],
    );
  });
});
