import { printDuration } from '../../../base/duration.ts';
import type { Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { timeoutOf } from '../meaning/timeout-of.ts';
import { checkKindOf } from './check-kind.ts';
import { checkTimingOf } from './check-timing.ts';
import { proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

export const checkTimeoutMissing: Rule<HaproxySubject> = {
  code: 'haproxy/check-timeout-missing',
  severity: 'info',
  title: 'A slow health page looks like death',
  why: 'Without `timeout check` a check has only `inter` to connect and to be answered. A health page that takes longer under load takes out all servers just when they are needed.',
  source:
    'configuration manual, "timeout check"; measured: a health page of 1.5 s with inter 1s is L7TOUT, DOWN; with timeout check 3s it is UP',
  find: ({ haproxy }) =>
    proxiesInForce(haproxy).flatMap((proxy) => {
      const kind = checkKindOf(proxy);
      if (kind?.kind !== 'httpchk' || kind.statement.isConditional || timeoutOf(proxy, 'check') !== undefined)
        return [];
      const inters = serversInForce(proxy)
        .filter(({ options }) => options.has('check'))
        .map((server) => checkTimingOf(proxy, server)?.inter ?? Number.POSITIVE_INFINITY);
      const least = inters.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
      if (least > 1_000) return [];
      return [
        {
          at: spanOf(proxy.head, 0, 1),
          message: `${proxyTitle(proxy)} has no \`timeout check\`: a health page that takes longer than \`inter\` (${printDuration(least)}) counts as failed.`,
          remedy: 'set `timeout check` to what the health page may take under load.',
        },
      ];
    }),
};
