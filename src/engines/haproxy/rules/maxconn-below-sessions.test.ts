import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { maxconnBelowSessions } from './maxconn-below-sessions.ts';

const BAD = `global
    maxconn 4000

defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
    balance leastconn
    server m1 10.0.0.21:1514 check
    server m2 10.0.0.22:1514 check
`;

describe('haproxy/maxconn-below-sessions', () => {
  it('tells where and why', () => {
    const findings = maxconnBelowSessions.find(haproxySubject(BAD, { sessions: 5000 }));
    assert.deepEqual(placesOf(findings), ['2:5']);
    assert.equal(
      findings[0]?.message,
      `maxconn 4000 for the whole of HAProxy: 1000 of 5000 sessions are not accepted.`,
    );
    assert.equal(
      findings[0]?.remedy,
      `set maxconn to 6000 or more (sessions and a fifth for reconnections), and let the service open twice as many files.`,
    );
  });

  it('one too few, of the frontend that carries them', () => {
    const text = `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    maxconn 4999
    default_backend managers

backend managers
`;
    const found = maxconnBelowSessions.find(haproxySubject(text, { sessions: 5000 }));
    assert.deepEqual(placesOf(found), ['9:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `maxconn 4999 for frontend agents: 1 of 5000 sessions are not accepted.`,
          `set maxconn to 6000 or more (sessions and a fifth for reconnections), and let the service open twice as many files.`,
        ],
      ],
    );
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `global
    maxconn 20000

defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
    balance leastconn
    server m1 10.0.0.21:1514 check
    server m2 10.0.0.22:1514 check
`,
    ],
    [
      'exactly as many',
      `global
    maxconn 5000
defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
`,
    ],
    [
      'another frontend',
      `global
    maxconn 20000
defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
frontend www
    bind :80
    maxconn 10
`,
    ],
    [
      'no maxconn: computed from the limits of the process',
      `global
    daemon
defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
`,
    ],
    [
      'a variable',
      `global
    maxconn "$MAX"
defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(maxconnBelowSessions.find(haproxySubject(text, { sessions: 5000 })), []);
    });

  it('is silent: nobody said how many', () => {
    const text = `global
    maxconn 10
defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
`;
    assert.deepEqual(maxconnBelowSessions.find(haproxySubject(text)), []);
  });
});
