import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy } from '../meaning/meaning.ts';
import { optionOf } from '../meaning/option-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import { timeoutOf } from '../meaning/timeout-of.ts';
import type { HaproxySubject } from './subject.ts';

/** Stateful firewalls and NAT gateways forget a quiet session after 5 minutes to an hour. */
const LONG_MS = 3_600_000;

export const longSessionWithoutKeepalive: Rule<HaproxySubject> = {
  code: 'haproxy/long-session-without-keepalive',
  severity: 'info',
  title: 'Long sessions without a sign of life',
  why: 'A peer that vanishes without a FIN (power, firewall, VIP moved) leaves its session open until the long time-out: it holds a slot of maxconn, and leastconn counts it.',
  source: 'configuration manual, 4.2 option clitcpka, option srvtcpka',
  find: ({ haproxy }) =>
    haproxy.proxies.flatMap((proxy) =>
      proxy.mode === 'tcp'
        ? [
            ...check(proxy, 'client', 'clitcpka', proxy.binds),
            ...check(proxy, 'server', 'srvtcpka', proxy.servers),
          ]
        : [],
    ),
};

function check(proxy: Proxy, side: 'client' | 'server', option: string, ends: readonly unknown[]): Finding[] {
  const timeout = timeoutOf(proxy, side);
  if (
    ends.length === 0 ||
    timeout?.ms === undefined ||
    timeout.ms < LONG_MS ||
    timeout.statement.isConditional
  )
    return [];
  if (optionOf(proxy, option) !== undefined || optionOf(proxy, 'tcpka') !== undefined) return [];
  return [
    {
      at: proxy.statements.includes(timeout.statement) ? spanOf(timeout.statement) : spanOf(proxy.head),
      message: `timeout ${side} of ${proxy.kind} ${proxy.name} is ${timeout.ms / 3_600_000} h, and nothing asks whether the ${side} is still there: a dead one holds its session that long.`,
      remedy: `add "option ${option}".`,
    },
  ];
}
