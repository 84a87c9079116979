import type { Finding, Rule } from '../../../base/rule.ts';
import type { Bind, Proxy } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const acceptProxyOpen: Rule<HaproxySubject> = {
  code: 'haproxy/accept-proxy-open',
  severity: 'warning',
  title: 'Anyone may claim any client address',
  why: 'accept-proxy believes the address that the first line of a connection claims, whoever sends it: access rules, bans, rate limits and logs then go by an address that an attacker chose.',
  source:
    'configuration manual, 5.1 accept-proxy ("must not be exposed to the internet"); measured: haproxy 2.6 -c accepts it silently',
  find: ({ haproxy }) =>
    haproxy.proxies.flatMap((proxy) => {
      if (limitsSource(proxy)) return [];
      return proxy.binds.flatMap((bind): Finding[] => {
        const option = bind.options.get('accept-proxy');
        if (option === undefined || bind.statement.isConditional || !isReachable(bind)) return [];
        return [
          {
            at: spanOf(option.statement, option.index, option.index),
            message: `${proxy.kind} ${proxy.name} takes the client's address from whoever connects: nothing limits who may send a PROXY line.`,
            remedy:
              'replace it by "tcp-request connection expect-proxy layer4 if { src ADDRESSES-OF-YOUR-PROXIES }", or add "tcp-request connection reject unless { src ADDRESSES }".',
          },
        ];
      });
    }),
};

/** Rules of a connection run before the PROXY line is read: `src` is the real peer there. */
function limitsSource(proxy: Proxy): boolean {
  return [proxy, ...proxy.defaults].some(({ byKeyword }) =>
    (byKeyword.get('tcp-request') ?? []).some(
      ({ args }) => args[0] === 'connection' && args[1] !== 'expect-proxy',
    ),
  );
}

/** From another host: neither a socket file, an inherited one nor the loopback. */
function isReachable({ addresses }: Bind): boolean {
  return addresses.some(
    ({ kind, address }) => kind === 'any' || (kind === 'ip' && !/^(?:127\.|::1$)/.test(address)),
  );
}
