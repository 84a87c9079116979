import type { Finding, Rule } from '../../../base/rule.ts';
import type { BindAddress, Proxy, Server } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { backendReferences } from './reading/backend-references.ts';
import { isWhole } from './reading/whole-file.ts';
import type { HaproxySubject } from './subject.ts';

export const proxyLoop: Rule<HaproxySubject> = {
  code: 'haproxy/proxy-loop',
  severity: 'error',
  title: 'A server is the frontend that leads to it',
  why: 'Each session to that server opens another one to the same frontend, and so on until all connections of HAProxy are used up: every service of the file stands still.',
  source:
    'measured: haproxy 2.6 -c, -dW and -dD accept it silently; one request opened 50 sessions, as many as maxconn allowed, and ended in 504',
  find: ({ haproxy }) => {
    if (!isWhole(haproxy)) return [];
    const backends = new Map(
      haproxy.proxies.filter(({ kind }) => kind !== 'frontend').map((proxy) => [proxy.name, proxy]),
    );
    const told = new Set<Server>();
    return haproxy.proxies.flatMap((front): Finding[] => {
      const ways = waysOf(front);
      if (ways === undefined) return [];
      const names = new Set(backendReferences(front).references.map(({ name }) => name));
      const led = [front, ...[...names].flatMap((name) => backends.get(name) ?? [])];
      return [...new Set(led)].flatMap(({ servers }) =>
        servers.flatMap((server): Finding[] => {
          if (told.has(server) || server.statement.isConditional || !isOwn(server.address, ways)) return [];
          told.add(server);
          return [
            {
              at: spanOf(server.statement, 2, 2),
              message: `Server ${server.name} is the address that ${front.kind} ${front.name} itself listens on: each session to it comes back to HAProxy, without end.`,
              remedy: 'write the address and port of the real server.',
            },
          ];
        }),
      );
    });
  },
};

interface Ways {
  readonly exact: ReadonlySet<string>;
  /** Ports on which it listens on every address, and so on the loopback. */
  readonly anyPorts: readonly (readonly [number, number])[];
}

function waysOf({ binds }: Proxy): Ways | undefined {
  const exact = new Set<string>();
  const anyPorts: (readonly [number, number])[] = [];
  for (const { addresses, statement } of binds) {
    if (statement.isConditional) continue;
    for (const address of addresses) {
      const { kind, ports } = address;
      if (kind === 'any' && ports !== undefined) anyPorts.push(ports);
      else if (kind === 'ip' && ports !== undefined && ports[0] === ports[1]) exact.add(keyOf(address));
      else if (kind === 'unix') exact.add(keyOf(address));
    }
  }
  return exact.size === 0 && anyPorts.length === 0 ? undefined : { exact, anyPorts };
}

function isOwn(address: BindAddress, { exact, anyPorts }: Ways): boolean {
  if (exact.has(keyOf(address))) return true;
  const port = address.ports?.[0];
  const isLocal =
    address.kind === 'any' ||
    (address.kind === 'ip' && /^(?:127\.|::1$)/.test(address.address)) ||
    (address.kind === 'name' && address.address === 'localhost');
  return isLocal && port !== undefined && anyPorts.some(([from, to]) => from <= port && port <= to);
}

function keyOf({ kind, address, ports }: BindAddress): string {
  return `${kind} ${address} ${ports?.[0] ?? ''}`;
}
