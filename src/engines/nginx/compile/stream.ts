import type { Listener } from '../../../site/listeners.ts';
import type { Pool, Service, Site } from '../../../site/site.ts';
import { duration } from '../../duration.ts';
import { originOf } from '../../origin-of.ts';
import { block, type Entry, entry, type WordEntry } from '../grammar/tree.ts';
import { accessEntries, realAddress } from './access.ts';
import { streamCounts, streamFormats } from './counts.ts';
import { listenOf } from './listen.ts';
import { accessLog, sessionFormat } from './log.ts';
import { nextServer } from './next-server.ts';
import { rawOf } from './raw.ts';
import { serverTls } from './server-tls.ts';
import { tlsEntries } from './tls.ts';
import { compileUpstream } from './upstream.ts';

/** `stream`: what forwards bytes and datagrams; undefined = no service does. */
export function compileStream(
  site: Site,
  services: readonly Service[],
  pools: readonly Pool[],
  listeners: readonly Listener[],
  runDir: string,
): WordEntry[] {
  if (services.length === 0) return [];
  return [
    block(
      undefined,
      ['stream'],
      [
        ...sessionFormat(site),
        ...streamFormats(pools),
        ...pools.map((pool) => compileUpstream(site, pool)),
        ...services.flatMap((service) => serverBlock(site, service, pools, listeners, runDir)),
      ],
    ),
  ];
}

function serverBlock(
  site: Site,
  service: Service,
  pools: readonly Pool[],
  listeners: readonly Listener[],
  runDir: string,
): WordEntry[] {
  const path = `services/${service.name}`;
  const pool = pools.find(({ name }) => name === service.pool);
  const own = listeners.filter((listener) => listener.service === service.name);
  if (pool === undefined) return [];
  const words = [...(service.mode === 'udp' ? ['udp'] : []), ...(service.tls === undefined ? [] : ['ssl'])];
  return [
    block(
      originOf(site, path),
      ['server'],
      [
        ...own.map((listener) => listenOf(site, service, listener, ...words)),
        ...tlsEntries(site, service),
        ...realAddress(site, service),
        ...accessEntries(site, service),
        ...accessLog(site, 'session', runDir),
        streamCounts(runDir, pool),
        entry(originOf(site, `${path}/pool`), 'proxy_pass', pool.name),
        ...nextServer(site, pool),
        ...silence(site, service, pool),
        ...(pool.proxyProtocol === undefined
          ? []
          : [entry(originOf(site, `pools/${pool.name}/proxyProtocol`), 'proxy_protocol on')]),
        ...serverTls(site, pool),
        ...rawOf(service.raw, `${path}/raw`),
      ],
    ),
  ];
}

/** How long both sides may be silent. After it the next datagram of a sender is a new session. */
function silence(site: Site, { mode }: Service, pool: Pool): Entry[] {
  const path = `pools/${pool.name}/timeouts`;
  if (mode === 'udp')
    return [entry(originOf(site, `${path}/server`), 'proxy_timeout', duration(pool.timeouts.serverMs))];
  return [
    entry(originOf(site, `${path}/tunnel`), 'proxy_timeout', duration(pool.timeouts.tunnelMs)),
    entry(undefined, 'proxy_socket_keepalive on'),
  ];
}
