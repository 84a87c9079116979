import { printDuration } from '../../../base/duration.ts';
import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy, Server } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { checkKindOf } from './check-kind.ts';
import { type CheckTiming, checkTimingOf, slowestDetectionMs } from './check-timing.ts';
import { optionSpan } from './option-span.ts';
import { countServers, proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

export const detectionTooSlow: Rule<HaproxySubject> = {
  code: 'haproxy/detection-too-slow',
  severity: 'error',
  title: 'A hung server is found later than allowed',
  why: 'A server that still accepts connections but no longer answers keeps its share of the traffic until `fall` checks have failed, and each of them lasts as long as `timeout check` lets it.',
  source:
    'measured: HAProxy 2.6.12, inter 1s fall 3: 5.3 to 5.9 s; with timeout check 3s: 11.3 to 11.9 s; inter 2s fall 3 and timeout check 10s: 34.2 to 35.3 s',
  find: ({ haproxy, context: { maxOutageMs } }) =>
    maxOutageMs === undefined ? [] : proxiesInForce(haproxy).flatMap((proxy) => findIn(proxy, maxOutageMs)),
};

/** One finding a proxy: its slowest server. */
function findIn(proxy: Proxy, maxOutageMs: number): Finding[] {
  let worst: { readonly server: Server; readonly timing: CheckTiming } | undefined;
  if (countServers(proxy.servers) < 2) return [];
  for (const server of serversInForce(proxy)) {
    if (!server.options.has('check') || server.options.has('observe') || server.options.has('track'))
      continue;
    const timing = checkTimingOf(proxy, server);
    if (timing === undefined) continue;
    if (worst === undefined || slowestDetectionMs(timing) > slowestDetectionMs(worst.timing))
      worst = { server, timing };
  }
  if (worst === undefined) return [];
  const { server, timing } = worst;
  const tookMs = slowestDetectionMs(timing);
  if (tookMs <= maxOutageMs) return [];
  const { inter, fastInter, fall, attempt } = timing;
  const sum = `${printDuration(inter)} + ${fall} × ${printDuration(attempt)} + ${fall - 1} × ${printDuration(fastInter)}`;
  const event = checkKindOf(proxy) === undefined ? 'stops answering on the network' : 'hangs';
  const paced = server.options.get('inter') ?? server.options.get('check');
  return [
    {
      at: paced === undefined ? spanOf(server.statement, 0, 2) : optionSpan(paced),
      message: `Server ${server.name} of ${proxyTitle(proxy)} is found dead up to ${printDuration(tookMs)} after it ${event} (inter + fall × check + pauses = ${sum}), but an outage may last ${printDuration(maxOutageMs)} at most.`,
      remedy:
        'shorten `timeout check`, `inter` or `fall`, or add `fastinter`, until the sum fits; or allow a longer outage.',
    },
  ];
}
