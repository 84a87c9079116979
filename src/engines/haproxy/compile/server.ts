import type { Pool, Server, Site } from '../../../site/site.ts';
import { duration } from '../../duration.ts';
import { originOf } from '../../origin-of.ts';
import { quoteArgument } from '../grammar/quote-word.ts';
import { line, type WordLine } from '../grammar/tree.ts';
import { checkWords } from './checks.ts';
import { RESOLVERS } from './resolvers.ts';

/** These send a client to the same dead server again and again until a check has noticed: 206 lost, 0 with `observe`. */
const HASHES = new Set(['source', 'uri', 'url_param', 'hdr', 'rdp-cookie']);

export function isHash(pool: Pool): boolean {
  return HASHES.has(pool.balance.by);
}

/** `default-server`: what all servers of a pool share. */
export function defaultServer(site: Site, pool: Pool): WordLine[] {
  const observes = isHash(pool) && pool.check !== undefined && pool.servers.length > 1;
  const words = [
    ...checkWords(pool),
    ...(observes ? 'observe layer4 error-limit 1 on-error mark-down'.split(' ') : []),
    ...(pool.onDown === 'close' && pool.check !== undefined ? ['on-marked-down', 'shutdown-sessions'] : []),
    ...(pool.slowStartMs > 0 && pool.check !== undefined ? ['slowstart', duration(pool.slowStartMs)] : []),
    ...(pool.proxyProtocol === undefined ? [] : [pool.proxyProtocol === 1 ? 'send-proxy' : 'send-proxy-v2']),
    ...tlsWords(pool),
  ];
  const path = `pools/${pool.name}`;
  return words.length === 0 ? [] : [line(originOf(site, `${path}/check`, path), 'default-server', ...words)];
}

export function serverLine(site: Site, pool: Pool, server: Server): WordLine {
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  const words = line(
    originOf(site, `pools/${pool.name}/servers/${server.name}`),
    'server',
    server.name,
    `${host}:${server.port}`,
    'weight',
    String(server.weight),
    ...(server.backup ? ['backup'] : []),
    ...(server.disabled === true ? ['disabled'] : []),
    ...(server.maxConnections === undefined ? [] : ['maxconn', String(server.maxConnections)]),
    ...(server.checkPort === undefined || pool.check === undefined ? [] : ['port', String(server.checkPort)]),
    ...(pool.sticky?.by === 'cookie' ? ['cookie', server.name] : []),
    // A dead DNS must not stop a start: the last known address, else the system's answer, else none for now.
    ...(server.hostIsName ? ['resolvers', RESOLVERS, 'init-addr', 'last,libc,none'] : []),
  );
  return server.raw === '' ? words : { ...words, tail: server.raw };
}

function tlsWords(pool: Pool): string[] {
  const { tls } = pool;
  if (tls === undefined) return [];
  const name =
    tls.name === undefined
      ? []
      : [
          'sni',
          `str(${quoteArgument(tls.name)})`,
          ...(pool.check === undefined ? [] : ['check-sni', tls.name]),
        ];
  if (!tls.verify) return ['ssl', 'verify', 'none', ...name];
  const verifyName = tls.name === undefined ? [] : ['verifyhost', tls.name];
  return ['ssl', 'verify', 'required', 'ca-file', tls.ca, ...verifyName, ...name];
}
