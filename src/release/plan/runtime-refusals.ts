import type { Proxy, Server } from '../../engines/haproxy/meaning/meaning.ts';
import { settingOf } from '../../engines/haproxy/meaning/setting-of.ts';

/*
 * What HAProxy's socket refuses to do to a server, measured with 2.6.12; the strictest version that is supported decides,
 * because a plan is made before anyone has asked the node.
 */

/** These keep their table of servers as it was at the start. */
const STATIC = new Set(['static-rr', 'source', 'uri', 'url_param', 'hdr', 'rdp-cookie', 'first']);

/** What a server that is added may say; our own lines say nothing else, unless a raw text does. */
const DYNAMIC = new Set(
  [
    'weight backup maxconn port check inter fall rise check-ssl check-sni ssl verify ca-file verifyhost sni',
    'observe error-limit on-error on-marked-down slowstart send-proxy send-proxy-v2',
  ].flatMap((words) => words.split(' ')),
);

/** Why a server cannot be added without a reload; undefined = it can. */
export function refusesToAdd(pool: Proxy, server: Server): string | undefined {
  const balance = balanceOf(pool);
  if (isHashed(pool)) {
    return `HAProxy 2.6 gives servers that are added to a pool balanced by ${balance} wrong places in the ring`;
  }
  if (STATIC.has(balance)) return `a pool balanced by ${balance} takes no server at run time`;
  if (server.address.kind === 'name')
    return 'HAProxy looks up no name for a server that is added at run time';
  if (server.address.kind !== 'ip') return 'its address is not one that can be given at run time';
  const unknown = [...server.options.keys()].find((option) => !DYNAMIC.has(option));
  return unknown === undefined ? undefined : `HAProxy takes no "${unknown}" for a server at run time`;
}

export function refusesToRemove(pool: Proxy, server: Server): string | undefined {
  if (server.options.has('resolvers')) return 'HAProxy keeps a server whose name it looks up';
  const isNamed = pool.statements.some(
    ({ keyword, args }) => keyword === 'use-server' && args[0] === server.name,
  );
  return isNamed ? 'a use-server line names it' : undefined;
}

export function refusesAddress(former: Server, next: Server): string | undefined {
  const kinds = new Set([former.address.kind, next.address.kind]);
  if (kinds.size > 1 || (!kinds.has('ip') && !kinds.has('name'))) {
    return 'an address cannot become a name at run time, nor a name an address';
  }
  const port = (server: Server) => server.address.ports?.[0];
  if (kinds.has('name') && port(former) !== port(next)) return 'the port of a name cannot change at run time';
  return undefined;
}

export function refusesWeight(pool: Proxy): string | undefined {
  const balance = balanceOf(pool);
  if (isHashed(pool) || !STATIC.has(balance) || balance === 'first') return undefined;
  return `a pool balanced by ${balance} takes no weight at run time`;
}

function balanceOf(pool: Proxy): string {
  return (settingOf(pool, 'balance')?.args[0] ?? 'roundrobin').replace(/\(.*$/, '');
}

function isHashed(pool: Proxy): boolean {
  const balance = balanceOf(pool);
  const hashes = STATIC.has(balance) && balance !== 'static-rr' && balance !== 'first';
  return hashes && settingOf(pool, 'hash-type')?.args[0] === 'consistent';
}
