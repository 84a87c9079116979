import type { Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { timeoutOf } from '../meaning/timeout-of.ts';
import { isWhole } from './is-whole.ts';
import { proxiesInForce, proxyTitle } from './proxies-in-force.ts';
import { isReachable } from './reachability.ts';
import type { HaproxySubject } from './subject.ts';

export const requestTimeoutMissing: Rule<HaproxySubject> = {
  code: 'haproxy/request-timeout-missing',
  severity: 'info',
  title: 'Clients may send a request for ever',
  why: '`timeout client` starts anew with every byte. A client that sends one header byte now and then keeps its connection for hours, and a laptop can use up maxconn (slowloris).',
  source: 'configuration manual, "timeout http-request"',
  find: ({ haproxy }) =>
    isWhole(haproxy)
      ? proxiesInForce(haproxy)
          .filter((proxy) => proxy.mode === 'http' && isReachable(proxy))
          .filter((proxy) => (timeoutOf(proxy, 'http-request') ?? { ms: 0 }).ms === 0)
          .map((proxy) => ({
            at: spanOf(proxy.head, 0, 1),
            message: `${proxyTitle(proxy)} has no \`timeout http-request\`: a client that sends a byte now and then keeps its connection for ever.`,
            remedy: 'set `timeout http-request 10s` in it or in the defaults that it inherits.',
          }))
      : [],
};
