import type { Finding, Rule } from '../../base/rule.ts';
import type { Proxy } from '../../engines/haproxy/meaning/meaning.ts';
import { spanOf } from '../../engines/haproxy/meaning/span-of.ts';
import { timeoutOf } from '../../engines/haproxy/meaning/timeout-of.ts';
import type { OssecSource } from '../../foreign/ossec/grammar/source.ts';
import { optionOf, sectionsOf } from '../../foreign/ossec/meaning/sections.ts';
import { bindsOn } from '../agents-balancer.ts';
import type { LintSite } from '../lint-site.ts';

/** These agents are silent for longer than HAProxy waits. */
export const timeoutBelowNotifyTime: Rule<LintSite> = {
  code: 'system/timeout-below-notify-time',
  severity: 'error',
  title: 'HAProxy cuts agents between their keepalives',
  why: 'notify_time is how long an agent with nothing to report is silent. HAProxy with a shorter time-out ends the session each time: the agent reconnects without end, and is shown as disconnected now and then.',
  source: 'ossec.conf reference, client, notify_time; configuration manual, 4.2 timeout client',
  find: (site) =>
    site.nodes.flatMap(({ ossec }) =>
      ossec.flatMap((source) => {
        const notify = notifyTime(source);
        return notify === undefined ? [] : timeoutsBelow(site, notify, source.path);
      }),
    ),
};

interface NotifyTime {
  readonly seconds: number;
  readonly line: number;
}

/** The longest one; undefined = none is said. */
function notifyTime(source: OssecSource): NotifyTime | undefined {
  return sectionsOf(source, 'client')
    .flatMap((client) => optionOf(client, 'notify_time') ?? [])
    .map(({ text, textAt }) => ({ seconds: Number(text.trim() || Number.NaN), line: textAt.line }))
    .filter(({ seconds }) => seconds > 0)
    .toSorted((left, right) => right.seconds - left.seconds)[0];
}

function timeoutsBelow(site: LintSite, { seconds, line }: NotifyTime, path: string): Finding[] {
  const proxies = new Set(bindsOn(site, 1514).map(({ proxy }) => proxy));
  return [...proxies].flatMap((proxy: Proxy): Finding[] => {
    const timeout = timeoutOf(proxy, 'client');
    if (proxy.mode !== 'tcp' || timeout?.ms === undefined || timeout.ms === 0) return [];
    if (timeout.ms > seconds * 1000 || timeout.statement.isConditional) return [];
    return [
      {
        at: spanOf(timeout.statement, timeout.index, timeout.index),
        message: `timeout client of ${proxy.kind} ${proxy.name} is ${timeout.ms / 1000} s, and agents are silent for ${seconds} s (notify_time, ${path}:${line}): each quiet one is cut before its next keepalive.`,
        remedy: `set it to 1h, or at least to ${seconds * 3}s.`,
      },
    ];
  });
}
