import type { Finding, Rule } from '../../../base/rule.ts';
import type { Proxy, Server } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { checkKindOf } from './check-kind.ts';
import { proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

/** Ports whose protocol answers no plain HTTP request. */
const PROTOCOLS: Readonly<Record<number, string>> = {
  22: 'SSH',
  25: 'SMTP',
  389: 'LDAP',
  443: 'HTTPS',
  636: 'LDAPS',
  1514: "the protocol of Wazuh's agents",
  1515: "Wazuh's enrollment",
  3306: 'MySQL',
  3389: 'RDP',
  5432: 'PostgreSQL',
  5672: 'AMQP',
  6379: 'Redis',
  6432: 'PgBouncer',
  8443: 'HTTPS',
  27017: 'MongoDB',
};

export const httpCheckOfOtherProtocol: Rule<HaproxySubject> = {
  code: 'haproxy/http-check-of-other-protocol',
  severity: 'error',
  title: 'An HTTP check of what speaks no HTTP',
  why: "`option httpchk` sends plain HTTP to the server's own port, in tcp mode too. A port that speaks another protocol never answers 200, so every server is DOWN from the start and clients get nothing.",
  source: 'configuration manual, "option httpchk"; measured: httpchk to a TLS port is L7STS/400, DOWN',
  find: ({ haproxy }) =>
    proxiesInForce(haproxy).flatMap((proxy): Finding[] => {
      const check = checkKindOf(proxy);
      if (check?.kind !== 'httpchk' || check.statement.isConditional) return [];
      const rules = new Set((proxy.byKeyword.get('http-check') ?? []).map(({ args }) => args[0]));
      if (rules.has('connect')) return [];
      const server = serversInForce(proxy).find((candidate) => isOther(proxy, candidate));
      const [port = 0] = server?.address.ports ?? [];
      // A TLS port may well answer 400, and that may be what is expected; the others answer no HTTP at all.
      if (server === undefined || (PROTOCOLS[port] === 'HTTPS' && rules.has('expect'))) return [];
      return [
        {
          at: spanOf(server.statement, 0, 2),
          message: `Server ${server.name} of ${proxyTitle(proxy)} is sent a plain HTTP request on port ${port} as its check (\`option httpchk\`, line ${check.statement.line}), but that port speaks ${PROTOCOLS[port] ?? ''}: it is DOWN for ever.`,
          remedy:
            PROTOCOLS[port] === 'HTTPS'
              ? 'add `check-ssl verify none` (or `verify required ca-file FILE`) to the servers.'
              : 'remove `option httpchk`, or name the port that answers HTTP with `port N`.',
        },
      ];
    }),
};

/** In http mode port 443 without `ssl` is told by tls-port-without-ssl. */
function isOther(proxy: Proxy, { address, options }: Server): boolean {
  const [first, last] = address.ports ?? [0, 0];
  if (proxy.mode !== 'tcp' || first !== last || PROTOCOLS[first] === undefined) return false;
  const isElsewhere = ['port', 'addr', 'check-ssl', 'ssl', 'check-proto', 'check-via-socks4'].some((name) =>
    options.has(name),
  );
  return options.has('check') && !isElsewhere;
}
