import type { Rule } from '../../../base/rule.ts';
import type { HaproxyMeaning, Proxy, Server } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { healthSourceOf } from './check-kind.ts';
import { isWhole } from './is-whole.ts';
import { countServers, proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

export const serverWithoutCheck: Rule<HaproxySubject> = {
  code: 'haproxy/server-without-check',
  severity: 'warning',
  title: 'A server of a pool is not checked',
  why: 'HAProxy takes a server without `check` for healthy for ever: when it dies, its share of the requests goes on failing until somebody edits the file.',
  source: 'measured: HAProxy 2.6.12, one of two unchecked servers dead: 30 of 60 requests 503 after 3 s each',
  find: ({ haproxy }) =>
    proxiesInForce(haproxy).flatMap((proxy) => {
      const servers = serversInForce(proxy);
      const total = countServers(proxy.servers);
      if (total < 2 || !isKnown(haproxy, proxy, servers)) return [];
      return servers
        .filter((server) => healthSourceOf(server) === undefined && !takesNoPart(server))
        .map(({ statement, name, count, options }) => ({
          at: spanOf(statement, 0, 2),
          // On its own line that is somebody's will, as for a page that says sorry.
          ...(statement.args.includes('no-check') && { severity: 'info' as const }),
          message: `Server ${name} of ${proxyTitle(proxy)} is not checked: when it dies, ${options.has('backup') ? 'what is sent to it in the place of the others is lost' : `${share(count, total)} goes on being sent to it`}.`,
          remedy: 'add `check` to the line, or `default-server check` above the servers of the pool.',
        }));
    }),
};

/** Nothing can be asked over UDP or of a server that connects to us (rhttp@); with weight 0 it gets what use-server sends there, which has no other server. */
function takesNoPart({ address, options }: Server): boolean {
  if (address.kind === 'other') return true;
  return address.transport === 'udp' || options.get('weight')?.values[0] === '0';
}

/** In a piece of a configuration `default-server check` may stand elsewhere, unless most other servers say `check` themselves. */
function isKnown(haproxy: HaproxyMeaning, proxy: Proxy, servers: readonly Server[]): boolean {
  const checked = servers.filter(({ options }) => options.has('check')).length;
  return isWhole(haproxy) || checked * 2 > servers.length || isPlain(proxy);
}

/**
 * A pool that is names with addresses and nothing else: so people write who do not know of checks. A pool with more in
 * it may be a manual's way to show something else.
 */
function isPlain({ statements }: Proxy): boolean {
  return statements.every(({ keyword, words }) =>
    keyword === 'server' ? words.length === 3 : keyword === 'mode' || keyword === 'balance',
  );
}

function share(count: number, total: number): string {
  return `its share of the traffic (${count} of ${total} servers)`;
}
