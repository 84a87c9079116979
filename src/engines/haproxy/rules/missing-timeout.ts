import type { Rule } from '../../../base/rule.ts';
import type { Proxy } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { timeoutOf } from '../meaning/timeout-of.ts';
import { isWhole } from './is-whole.ts';
import { proxiesInForce, proxyTitle } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

export const missingTimeout: Rule<HaproxySubject> = {
  code: 'haproxy/missing-timeout',
  severity: 'warning',
  title: 'A side of the proxy waits for ever',
  why: 'Without `timeout client`, `timeout connect` or `timeout server` a peer that vanished without a FIN keeps its session, its memory and its two descriptors until maxconn is used up and nobody gets in.',
  source:
    'configuration manual, "timeout client", "timeout connect", "timeout server"; HAProxy itself warns of it',
  find: ({ haproxy }) =>
    isWhole(haproxy) && haproxy.proxies.some(({ binds }) => binds.length > 0)
      ? proxiesInForce(haproxy).flatMap((proxy) => {
          const missing = missingIn(proxy);
          if (missing.length === 0) return [];
          const names = missing.map((name) => `\`timeout ${name}\``).join(' and ');
          return [
            {
              at: spanOf(proxy.head, 0, 1),
              message: `${proxyTitle(proxy)} has no ${names}, neither of its own nor from defaults: a peer that vanishes holds its session for ever.`,
              remedy: `set ${names} in ${proxyTitle(proxy)} or in the defaults that it inherits.`,
            },
          ];
        })
      : [],
};

/** As HAProxy's own warning counts: in tcp mode `timeout tunnel` stands in for `timeout server`. */
function missingIn(proxy: Proxy): readonly string[] {
  const missing: string[] = [];
  const lacks = (name: string): boolean => {
    const timeout = timeoutOf(proxy, name);
    return timeout === undefined || timeout.ms === 0;
  };
  if (proxy.binds.length > 0 && lacks('client')) missing.push('client');
  if (proxy.servers.length > 0) {
    if (lacks('connect')) missing.push('connect');
    if (lacks('server') && (proxy.mode !== 'tcp' || lacks('tunnel'))) missing.push('server');
  }
  return missing;
}
