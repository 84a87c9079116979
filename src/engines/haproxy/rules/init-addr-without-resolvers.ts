import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const initAddrWithoutResolvers: Rule<HaproxySubject> = {
  code: 'haproxy/init-addr-without-resolvers',
  severity: 'error',
  title: 'A server may start without an address forever',
  why: 'Without resolvers HAProxy looks a name up only once, at start: a server that starts without an address stays down until the next reload.',
  source:
    'measured: haproxy 2.6 -c accepts it silently, the server stays in MAINT; configuration manual, 5.2 init-addr',
  find: ({ haproxy }) =>
    haproxy.proxies.flatMap(({ servers }) =>
      servers.flatMap(({ name, statement, address, options }): Finding[] => {
        const option = options.get('init-addr');
        if (option === undefined || address.kind !== 'name' || options.has('resolvers')) return [];
        const methods = (option.values[0] ?? '').split(',');
        const never = methods[0] === 'none';
        if (statement.isConditional || option.statement.isConditional || !methods.includes('none')) return [];
        return [
          {
            at: spanOf(option.statement, option.index, option.index + 1),
            severity: never ? 'error' : 'warning',
            message: never
              ? `Server ${name} starts without an address, and without resolvers nothing ever looks ${address.address} up: it never gets traffic.`
              : `When DNS does not answer for ${address.address} at start, server ${name} has no address, and without resolvers it stays down until the next reload.`,
            remedy: 'add "resolvers NAME" and a resolvers section.',
          },
        ];
      }),
    ),
};
