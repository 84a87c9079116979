import type { Pool, Site } from '../../../site/site.ts';
import { duration } from '../../duration.ts';
import { originOf } from '../../origin-of.ts';
import { line, type Section, type WordLine } from '../grammar/tree.ts';
import { checkLines } from './checks.ts';
import { PEERS } from './peers.ts';
import { rawOf } from './raw.ts';
import { defaultServer, isHash, serverLine } from './server.ts';

/** One backend a pool. */
export function compileBackend(site: Site, pool: Pool): Section {
  const path = `pools/${pool.name}`;
  const { timeouts } = pool;
  const at = (key: string) => originOf(site, `${path}/${key}`);
  return {
    kind: 'backend',
    name: pool.name,
    origin: originOf(site, path),
    lines: [
      line(undefined, 'mode', pool.mode),
      line(at('balance'), 'balance', ...balanceWords(pool)),
      ...(isHash(pool) ? [line(at('balance'), 'hash-type consistent')] : []),
      ...cookieWait(pool).map((text) => line(at('balance'), text)),
      line(at('timeouts/connect'), 'timeout connect', duration(timeouts.connectMs)),
      line(at('timeouts/server'), 'timeout server', duration(timeouts.serverMs)),
      line(at('timeouts/queue'), 'timeout queue', duration(timeouts.queueMs)),
      line(at('timeouts/tunnel'), 'timeout tunnel', duration(timeouts.tunnelMs)),
      line(at('retries'), 'retries', String(pool.retries)),
      line(at('redispatch'), pool.redispatch ? 'option redispatch 1' : 'no option redispatch'),
      ...(pool.mode === 'tcp' ? [line(undefined, 'option srvtcpka')] : []),
      ...stickyLines(site, pool),
      ...checkLines(site, pool),
      ...defaultServer(site, pool),
      ...pool.servers.map((server) => serverLine(site, pool, server)),
      ...rawOf(pool.raw, `${path}/raw`),
    ],
  };
}

/** The cookie of RDP comes with the first bytes of the session; a server is chosen only after them. */
function cookieWait(pool: Pool): string[] {
  if (pool.balance.by !== 'rdp-cookie') return [];
  return ['tcp-request inspect-delay 5s', 'tcp-request content accept if RDP_COOKIE'];
}

function balanceWords(pool: Pool): string[] {
  const { balance } = pool;
  if (balance.by === 'hdr') return [`hdr(${balance.name})`];
  return 'name' in balance ? [balance.by, balance.name] : [balance.by];
}

function stickyLines(site: Site, pool: Pool): WordLine[] {
  const { sticky } = pool;
  if (sticky === undefined) return [];
  const path = `pools/${pool.name}/sticky`;
  const origin = originOf(site, `${path}/${sticky.by}`, path);
  if (sticky.by === 'cookie') return [line(origin, 'cookie', sticky.name, ...cookieWords(site, pool))];
  return [
    line(
      origin,
      `stick-table type ipv6 size ${sticky.entries} expire ${duration(sticky.expireMs)} peers ${PEERS}`,
    ),
    line(origin, 'stick on src'),
  ];
}

/** The cookie is the balancer's own: servers do not see it, caches do not keep it, scripts cannot read it. */
function cookieWords(site: Site, pool: Pool): string[] {
  const users = site.services.filter(
    (service) => service.pool === pool.name || service.routes.some((route) => route.pool === pool.name),
  );
  const isSecure = users.length > 0 && users.every((service) => service.tls !== undefined);
  return ['insert', 'indirect', 'nocache', 'httponly', ...(isSecure ? ['secure'] : [])];
}
