import { printDuration } from '../../base/duration.ts';
import type { Proxy, Server } from '../../engines/haproxy/meaning/meaning.ts';
import { parseHaproxyTime } from '../../engines/haproxy/meaning/parse-time.ts';

/** Said elsewhere, or without meaning to a client. */
const APART = new Set(
  'weight inter fall rise check no-check port id observe error-limit on-error init-addr resolvers'.split(' '),
);

/** Server's `address:port` → its traits. `usualPort`: of servers that name none. */
export function serverFacts(proxy: Proxy, usualPort: number | undefined): Map<string, [string, string][]> {
  return new Map(proxy.servers.map((server) => [placeOf(server, usualPort), traitsOf(server)]));
}

function placeOf({ address, name, count, statement }: Server, usualPort: number | undefined): string {
  const port = address.ports?.[0] ?? usualPort;
  const host = address.family === 6 && address.kind === 'ip' ? `[${address.address}]` : address.address;
  const place = port === undefined ? host : `${host}:${port}`;
  return statement.keyword === 'server-template' ? `${name}1-${count} ${place}` : place;
}

function traitsOf({ options }: Server): [string, string][] {
  const word = (name: string, usual: string) => options.get(name)?.values[0] ?? usual;
  const time = (name: string, usual: string) => {
    const ms = parseHaproxyTime(word(name, usual));
    return ms === undefined ? word(name, usual) : printDuration(ms);
  };
  const isChecked = options.has('check');
  const others = [...options.values()]
    .filter(({ name }) => !APART.has(name))
    .map(({ name, values }) => [name, ...values].join(' '))
    .sort();
  return [
    ['weight', word('weight', '1')],
    [
      'checked',
      isChecked ? `every ${time('inter', '2s')}, fall ${word('fall', '3')}, rise ${word('rise', '2')}` : 'no',
    ],
    ['more', others.length === 0 ? 'nothing' : others.join(', ')],
  ];
}
