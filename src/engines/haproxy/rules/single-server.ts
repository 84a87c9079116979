import type { Finding, Rule } from '../../../base/rule.ts';
import type { HaproxyMeaning, Proxy } from '../meaning/meaning.ts';
import { optionOf } from '../meaning/option-of.ts';
import { settingOf } from '../meaning/setting-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import { backendReferences } from './reading/backend-references.ts';
import type { HaproxySubject } from './subject.ts';

export const singleServer: Rule<HaproxySubject> = {
  code: 'haproxy/single-server',
  severity: 'info',
  title: 'A service rests on one server',
  why: 'When that server fails or is updated, the service is away: the pair of load balancers in front of it does not help.',
  source: 'measured: a backend with its only server down answers every request 503 until it is repaired',
  find: ({ haproxy, context }) => {
    if (!isWhole(haproxy)) return [];
    const served = servedProxies(haproxy);
    return haproxy.proxies.flatMap((proxy): Finding[] => {
      const [server] = proxy.servers;
      if (server === undefined || proxy.servers.length > 1 || server.count > 1 || !served.has(proxy))
        return [];
      // On this host it is a local service, such as one for metrics or ACME, or the next proxy.
      if (server.address.kind !== 'ip' || /^(?:127\.|::1$)/.test(server.address.address)) return [];
      if (server.statement.isConditional || settingOf(proxy, 'dispatch') || optionOf(proxy, 'transparent'))
        return [];
      const limit = context.maxOutageMs;
      return [
        {
          at: spanOf(server.statement, 1, 1),
          severity: limit === undefined ? 'info' : 'warning',
          message: `${server.name} is the only server of ${proxy.kind} ${proxy.name}: while it is down, every request fails${limit === undefined ? '' : `, and no outage may last longer than ${limit / 1000} s`}.`,
          remedy: 'add a second server, on another host.',
        },
      ];
    });
  },
};

/** A listen with a bind, and the backends that frontends name. */
function servedProxies({ proxies }: HaproxyMeaning): ReadonlySet<Proxy> {
  const names = new Set<string>();
  for (const proxy of proxies) {
    if (proxy.binds.length > 0) for (const { name } of backendReferences(proxy).references) names.add(name);
  }
  return new Set(
    proxies.filter(({ name, kind, binds }) => (kind === 'backend' ? names.has(name) : binds.length > 0)),
  );
}
