import type { Listener } from '../../../site/listeners.ts';
import type { Pool, Service, Site } from '../../../site/site.ts';
import { duration } from '../../duration.ts';
import { originOf } from '../../origin-of.ts';
import { block, type Entry, entry, type WordEntry } from '../grammar/tree.ts';
import { accessEntries, rateLimit, realAddress } from './access.ts';
import { headers } from './headers.ts';
import { BACKLOG, listenOf } from './listen.ts';
import { locations } from './locations.ts';
import { rawOf } from './raw.ts';
import { type HostGroup, hostGroups } from './routes.ts';
import { tlsEntries } from './tls.ts';

/** The `server` blocks of a service: one for each group of hosts, and one more where plain HTTP is sent to https. */
export function httpServers(
  site: Site,
  service: Service,
  pools: readonly Pool[],
  listeners: readonly Listener[],
): WordEntry[] {
  const own = listeners.filter((listener) => listener.service === service.name);
  const redirect = service.tls?.redirectFrom;
  const serving = own.filter(({ port }) => port !== redirect);
  const plain = own.filter(({ port }) => port === redirect);
  return [
    ...hostGroups(service).map((group) => serverBlock(site, service, group, pools, serving)),
    ...(plain.length === 0 ? [] : [redirecting(site, service, plain)]),
  ];
}

function serverBlock(
  site: Site,
  service: Service,
  group: HostGroup,
  pools: readonly Pool[],
  listeners: readonly Listener[],
): WordEntry {
  const path = `services/${service.name}`;
  const isDefault = group.hosts.length === 0;
  const words = [
    ...(isDefault ? ['default_server'] : []),
    ...(service.tls === undefined ? [] : ['ssl']),
    ...(service.tls !== undefined && service.http2 ? ['http2'] : []),
  ];
  const names = group.hosts.map((host) => (host.includes(':') ? `[${host}]` : host));
  return block(
    originOf(site, path),
    ['server'],
    [
      // Options of a socket are said once, at its default server.
      ...listeners.map((one) =>
        isDefault ? listenOf(site, service, one, ...words) : againOf(site, service, one, words),
      ),
      entry(originOf(site, `${path}/routes`), 'server_name', ...(isDefault ? [''] : names)),
      ...tlsEntries(site, service),
      ...timeouts(site, service),
      ...realAddress(site, service),
      ...accessEntries(site, service),
      ...rateLimit(site, service),
      ...headers(site, service),
      ...rawOf(service.raw, `${path}/raw`),
      ...locations(site, service, group, pools),
    ],
  );
}

function againOf(site: Site, service: Service, listener: Listener, words: readonly string[]): WordEntry {
  const entry = listenOf(site, service, listener, ...words);
  return { ...entry, words: entry.words.filter((word) => word !== 'so_keepalive=on' && word !== BACKLOG) };
}

function timeouts(site: Site, service: Service): Entry[] {
  const path = `services/${service.name}/timeouts`;
  const client = originOf(site, `${path}/client`);
  const { clientMs, httpRequestMs, keepAliveMs } = service.timeouts;
  return [
    entry(originOf(site, `${path}/httpRequest`), 'client_header_timeout', duration(httpRequestMs)),
    entry(originOf(site, `${path}/keepAlive`), 'keepalive_timeout', duration(keepAliveMs)),
    entry(client, 'client_body_timeout', duration(clientMs)),
    entry(client, 'send_timeout', duration(clientMs)),
  ];
}

/** The client's own host name and path, with our port instead of the one it asked. */
function redirecting(site: Site, service: Service, listeners: readonly Listener[]): WordEntry {
  const origin = originOf(site, `services/${service.name}/tls/redirectFrom`);
  const port = service.ports[0] ?? 443;
  return block(
    origin,
    ['server'],
    [
      ...listeners.map((one) => listenOf(site, service, one, 'default_server')),
      ...timeouts(site, service),
      ...realAddress(site, service),
      ...accessEntries(site, service),
      block(
        origin,
        ['location', '/'],
        [entry(origin, 'return 301', `https://$host${port === 443 ? '' : `:${port}`}$request_uri`)],
      ),
    ],
  );
}
