import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { agentPortInHttpMode } from './agent-port-in-http-mode.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
    server m1 10.0.0.21:1514 check
    server m2 10.0.0.22:1514 check
`;

describe('haproxy/agent-port-in-http-mode', () => {
  it('tells where and why', () => {
    const findings = agentPortInHttpMode.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['7:1', '11:1']);
    assert.equal(
      findings[0]?.message,
      `frontend agents carries port 1514, where Wazuh agents speak no HTTP, in mode http (from the defaults, line 2): every agent is turned away.`,
    );
    assert.equal(findings[0]?.remedy, `write "mode tcp" in frontend agents.`);
  });

  it('the mode is its own', () => {
    const text = `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

listen agents
    mode http
    bind :1514
    server m1 10.0.0.21:1514
`;
    const found = agentPortInHttpMode.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['8:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `listen agents carries port 1514, where Wazuh agents speak no HTTP, in mode http: every agent is turned away.`,
          `write "mode tcp" in listen agents.`,
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
      'another port in HTTP mode',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :55000
    default_backend managers

backend managers
    server m1 10.0.0.21:55000
`,
    ],
    [
      'a range of ports',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend agents
    bind :1500-1600
    default_backend managers

backend managers
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(agentPortInHttpMode.find(haproxySubject(text)), []);
    });
});
