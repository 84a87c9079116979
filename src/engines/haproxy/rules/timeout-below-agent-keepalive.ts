import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { timeoutOf } from '../meaning/timeout-of.ts';
import { agentBind, agentServer } from './reading/agent-port.ts';
import type { HaproxySubject } from './subject.ts';

/** Agents up to 4.12 say something every 10 s, since 4.13 every 20 s; three of those may get lost or late. */
const LEAST_MS = 60_000;
/** Below two of 20 s one that is late is enough; below three of 10 s any agent is cut. */
const SEVERITIES = [
  [30_000, 'error'],
  [40_000, 'warning'],
  [LEAST_MS, 'info'],
] as const;

export const timeoutBelowAgentKeepalive: Rule<HaproxySubject> = {
  code: 'haproxy/timeout-below-agent-keepalive',
  severity: 'error',
  title: 'Agent sessions are cut between two keepalives',
  why: 'An idle agent is silent between its keepalives (every 10 s, since Wazuh 4.13 every 20 s): a shorter time-out cuts its session each time, it reconnects, and each reconnection costs events and a burst on the managers.',
  source:
    'measured: sessions were cut exactly at the time-out between two keepalives; Wazuh agent, notify_time',
  find: ({ haproxy }) => {
    const told = new Set<unknown>();
    return haproxy.proxies.flatMap((proxy): Finding[] => {
      if (proxy.mode !== 'tcp') return [];
      return [
        ...(agentBind(proxy) === undefined ? [] : check(proxy, 'client')),
        ...(agentServer(proxy) === undefined ? [] : check(proxy, 'server')),
      ].filter(({ at }) => !told.has(`${at.path}:${at.line}`) && told.add(`${at.path}:${at.line}`));
    });
  },
};

function check(proxy: Proxy, name: 'client' | 'server'): Finding[] {
  const timeout = timeoutOf(proxy, name);
  if (
    timeout?.ms === undefined ||
    timeout.ms >= LEAST_MS ||
    timeout.ms === 0 ||
    timeout.statement.isConditional
  )
    return [];
  return [
    {
      at: spanOf(timeout.statement, timeout.index, timeout.index),
      severity: SEVERITIES.find(([below]) => (timeout.ms ?? 0) < below)?.[1] ?? 'info',
      message: `timeout ${name} is ${timeout.ms / 1000} s for the agents of ${proxy.kind} ${proxy.name}: three keepalives take 30 s (60 s since Wazuh 4.13), and an agent that is quiet for longer is cut.`,
      remedy: `set "timeout ${name} 1h" in ${proxy.kind} ${proxy.name}, with "option ${name === 'client' ? 'clitcpka' : 'srvtcpka'}" to find dead peers.`,
    },
  ];
}
