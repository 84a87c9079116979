import type { Finding, Rule } from '../../../base/rule.ts';
import { settingOf } from '../meaning/setting-of.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const sourceHashReshuffles: Rule<HaproxySubject> = {
  code: 'haproxy/source-hash-reshuffles',
  severity: 'warning',
  title: 'One server down moves nearly all clients',
  why: 'A map-based hash is computed modulo the number of servers that are up: when one fails, and again when it returns, nearly every client is sent to another server and loses what the server knew of it. Clients behind one NAT address all share one server.',
  source:
    'configuration manual, 4.2 balance source and hash-type; measured: such a backend refuses servers added at run time',
  find: ({ haproxy }) =>
    haproxy.proxies.flatMap((proxy): Finding[] => {
      const balance = settingOf(proxy, 'balance');
      if (balance?.args[0] !== 'source' || balance.isConditional) return [];
      const hash = settingOf(proxy, 'hash-type');
      if (hash !== undefined && (hash.args[0] !== 'map-based' || hash.isConditional)) return [];
      // With two the survivor takes all whatever the hash is.
      const active = proxy.servers.filter(
        ({ options }) => !options.has('backup') && !options.has('disabled'),
      );
      const count = active.reduce((sum, server) => sum + server.count, 0);
      if (count < 3) return [];
      return [
        {
          at: spanOf(balance, 1, 1),
          message: `When one of the ${count} servers fails, ${proxy.kind} ${proxy.name} sends about ${Math.round((100 * (count - 1)) / count)} % of all clients to another server, and again when it returns.`,
          remedy:
            'add "hash-type consistent": only the clients of the failed server move. For long-lived sessions "balance leastconn" spreads evenly.',
        },
      ];
    }),
};
