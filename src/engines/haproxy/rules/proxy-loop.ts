import type { Finding, Rule } from '../../../base/rule.ts';
import type { BindAddress, Proxy, Server } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import { backendReferences } from './reading/backend-references.ts';
import type { HaproxySubject } from './subject.ts';

export const proxyLoop: Rule<HaproxySubject> = {
  code: 'haproxy/proxy-loop',
  severity: 'error',
  title: 'A server is its own frontend',
  why: 'Each session to that server opens another one to the same frontend, and so on until all connections of HAProxy are used up: every service of the file stands still.',
  source:
    'measured: haproxy 2.6 -c, -dW and -dD accept it silently; one request opened 50 sessions, as many as maxconn allowed, and ended in 504',
  find: ({ haproxy }) => {
    if (!isWhole(haproxy)) return [];
    const backends = new Map(
      haproxy.proxies.filter(({ kind }) => kind !== 'frontend').map((proxy) => [proxy.name, proxy]),
    );
    const ends = new Map<Proxy, Ends>();
    const told = new Set<Server>();
    return haproxy.proxies.flatMap((front): Finding[] => {
      const names = new Set(backendReferences(front).references.map(({ name }) => name));
      const led = new Set([front, ...[...names].flatMap((name) => backends.get(name) ?? [])]);
      return [...led].flatMap((proxy) => {
        const known = ends.get(proxy) ?? endsOf(proxy);
        ends.set(proxy, known);
        return ownServers(front, known).flatMap((server): Finding[] => {
          if (told.has(server)) return [];
          told.add(server);
          return [
            {
              at: spanOf(server.statement, 2, 2),
              message: `Server ${server.name} is the address that ${front.kind} ${front.name} itself listens on: each session to it comes back to HAProxy, without end.`,
              remedy: 'write the address and port of the real server.',
            },
          ];
        });
      });
    });
  },
};

/** The servers of a proxy, to be found by address: several frontends may lead to it. */
interface Ends {
  readonly byAddress: ReadonlyMap<string, readonly Server[]>;
  /** On the loopback, where every bind without an address listens too. */
  readonly local: readonly Server[];
}

function endsOf({ servers }: Proxy): Ends {
  const byAddress = new Map<string, Server[]>();
  const local: Server[] = [];
  for (const server of servers) {
    if (server.statement.isConditional) continue;
    const key = keyOf(server.address);
    const same = byAddress.get(key);
    if (same === undefined) byAddress.set(key, [server]);
    else same.push(server);
    if (isLoopback(server.address)) local.push(server);
  }
  return { byAddress, local };
}

function ownServers({ binds }: Proxy, { byAddress, local }: Ends): Server[] {
  return binds.flatMap(({ addresses, statement }) =>
    statement.isConditional
      ? []
      : addresses.flatMap((address) => {
          const { kind, ports } = address;
          if (kind === 'unix') return byAddress.get(keyOf(address)) ?? [];
          if (ports === undefined) return [];
          const [from, to] = ports;
          if (kind === 'ip') return from === to ? (byAddress.get(keyOf(address)) ?? []) : [];
          if (kind !== 'any') return [];
          return local.filter((server) => {
            const port = server.address.ports?.[0];
            return port !== undefined && from <= port && port <= to;
          });
        }),
  );
}

function isLoopback({ kind, address }: BindAddress): boolean {
  if (kind === 'ip') return address.startsWith('127.') || address === '::1';
  return kind === 'any' || (kind === 'name' && address === 'localhost');
}

function keyOf({ kind, address, ports }: BindAddress): string {
  return `${kind} ${address} ${ports?.[0] ?? ''}`;
}
