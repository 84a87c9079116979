import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { timeoutBelowAgentKeepalive } from './timeout-below-agent-keepalive.ts';

const BAD = `defaults
    mode tcp
    timeout connect 5s
    timeout client 20s
    timeout server 30s

frontend agents
    bind :1514
    default_backend managers

backend managers
    balance leastconn
    server m1 10.0.0.21:1514 check
    server m2 10.0.0.22:1514 check
`;

describe('haproxy/timeout-below-agent-keepalive', () => {
  it('tells where and why', () => {
    const findings = timeoutBelowAgentKeepalive.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['4:20', '5:20']);
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ['error', 'warning'],
    );
    assert.equal(
      findings[0]?.message,
      `timeout client is 20 s for the agents of frontend agents: three keepalives take 30 s (60 s since Wazuh 4.13), and an agent that is quiet for longer is cut.`,
    );
    assert.equal(
      findings[0]?.remedy,
      `set "timeout client 1h" in frontend agents, with "option clitcpka" to find dead peers.`,
    );
  });

  it('one millisecond below, on both sides', () => {
    const text = `defaults
    mode tcp
    timeout connect 5s
    timeout client 29999
    timeout server 29999

frontend agents
    bind :1514
    default_backend managers

backend managers
    server m1 10.0.0.21:1514
`;
    const found = timeoutBelowAgentKeepalive.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['4:20', '5:20']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `timeout client is 29.999 s for the agents of frontend agents: three keepalives take 30 s (60 s since Wazuh 4.13), and an agent that is quiet for longer is cut.`,
          `set "timeout client 1h" in frontend agents, with "option clitcpka" to find dead peers.`,
        ],
        [
          `timeout server is 29.999 s for the agents of backend managers: three keepalives take 30 s (60 s since Wazuh 4.13), and an agent that is quiet for longer is cut.`,
          `set "timeout server 1h" in backend managers, with "option srvtcpka" to find dead peers.`,
        ],
      ],
    );
  });

  it('is advice where two keepalives fit and three do not', () => {
    const text = 'listen a\n timeout client 50s\n timeout server 40s\n bind :1514\n server m 10.0.0.1:1514\n';
    const found = timeoutBelowAgentKeepalive.find(haproxySubject(text));
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ['info', 'info'],
    );
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `defaults
    mode tcp
    timeout connect 5s
    timeout client 1h
    timeout server 1h

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
      '60 s, three keepalives since Wazuh 4.13',
      `defaults
    mode tcp
    timeout connect 5s
    timeout client 60s
    timeout server 60s

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
    timeout client 5s
    timeout server 5s

frontend agents
    bind :1515
    default_backend managers

backend managers
    server m1 10.0.0.21:1515
`,
    ],
    [
      'no time-out at all',
      `defaults
    mode tcp
    timeout connect 5s

frontend agents
    bind :1514
    default_backend managers

backend managers
    server m1 10.0.0.21:1514
`,
    ],
    [
      'a longer one of its own',
      `defaults
    mode tcp
    timeout connect 5s
    timeout client 5s
    timeout server 5s

frontend agents
    bind :1514
    timeout client 1h
    default_backend managers

backend managers
    timeout server 1h
    server m1 10.0.0.21:1514
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(timeoutBelowAgentKeepalive.find(haproxySubject(text)), []);
    });
});
