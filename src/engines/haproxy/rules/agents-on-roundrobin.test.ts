import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { applyEdits } from '../../../lint/apply-edits.ts';
import { agentsOnRoundrobin } from './agents-on-roundrobin.ts';

const BAD = `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
    balance roundrobin
    server m1 10.0.0.21:1514 check
    server m2 10.0.0.22:1514 check
`;

describe('haproxy/agents-on-roundrobin', () => {
  it('tells where and why', () => {
    const findings = agentsOnRoundrobin.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:5']);
    assert.equal(
      findings[0]?.message,
      `backend managers deals the agents' sessions on port 1514 by roundrobin: a manager that was away stays nearly empty afterwards.`,
    );
    assert.equal(findings[0]?.remedy, `write "balance leastconn".`);
  });

  it('its fix puts it right and changes nothing else', () => {
    const fix = agentsOnRoundrobin.find(haproxySubject(BAD)).flatMap((finding) => finding.fix ?? []);
    const text = applyEdits(BAD, fix);
    assert.equal(
      text,
      `defaults
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
    );
    assert.deepEqual(agentsOnRoundrobin.find(haproxySubject(text)), []);
  });

  it('no balance line at all', () => {
    const text = `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
    server m1 10.0.0.21:1514
    server m2 10.0.0.22:1514
`;
    const found = agentsOnRoundrobin.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['12:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `backend managers deals the agents' sessions on port 1514 by roundrobin (no balance line): a manager that was away stays nearly empty afterwards.`,
          `write "balance leastconn".`,
        ],
      ],
    );
  });

  it('static-rr', () => {
    const text = `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
    balance static-rr
    server m1 10.0.0.21:1514
    server m2 10.0.0.22:1514
`;
    const found = agentsOnRoundrobin.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['12:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `backend managers deals the agents' sessions on port 1514 by static-rr: a manager that was away stays nearly empty afterwards.`,
          `write "balance leastconn".`,
        ],
      ],
    );
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `defaults
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
      'one manager',
      `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
    server m1 10.0.0.21:1514
`,
    ],
    [
      'another port',
      `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
    server m1 10.0.0.21:1515
    server m2 10.0.0.22:1515
`,
    ],
    [
      'a hash of the source, chosen on purpose',
      `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
    balance source
    hash-type consistent
    server m1 10.0.0.21:1514
    server m2 10.0.0.22:1514
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(agentsOnRoundrobin.find(haproxySubject(text)), []);
    });
});
