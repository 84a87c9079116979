import type { Pool, Service, Site } from '../../../site/site.ts';
import { duration } from '../../duration.ts';
import { originOf } from '../../origin-of.ts';
import { block, type Entry, entry, type WordEntry } from '../grammar/tree.ts';
import { nextServer } from './next-server.ts';
import { type HostGroup, type PathPlace, placesOf } from './routes.ts';
import { serverTls } from './server-tls.ts';
import { UPGRADE } from './upgrade-variables.ts';

/** A status that means "another protocol was asked for" inside a server block, and is never seen outside. */
const SWITCHES = '418';

/** The locations of one group of hosts: by path to a pool, upgraded connections with a time-out of their own. */
export function locations(
  site: Site,
  service: Service,
  group: HostGroup,
  pools: readonly Pool[],
): WordEntry[] {
  // As HAProxy has it: what asks for the balancer itself gets no further, whatever the routes say.
  const places = placesOf(group).filter(({ isExact, path }) => !isExact || path !== service.health);
  const used = pools.filter((pool) => places.some(({ rule }) => rule.pool === pool.name));
  return [
    ...places.map((place) => location(site, service, place, pools)),
    ...used.map((pool) => tunnel(site, pool)),
    ...health(site, service),
  ];
}

function location(site: Site, service: Service, place: PathPlace, pools: readonly Pool[]): WordEntry {
  const path = `services/${service.name}`;
  const { rule } = place;
  const origin =
    rule.route === undefined
      ? originOf(site, `${path}/pool`)
      : originOf(site, `${path}/routes/${rule.route}`, `${path}/routes`);
  const pool = pools.find(({ name }) => name === rule.pool);
  const head = ['location', ...(place.isExact ? ['='] : []), place.path];
  if (pool === undefined) return block(origin, head, [entry(origin, 'return 503')]);
  return block(origin, head, [
    entry(undefined, 'error_page', SWITCHES, '=', tunnelName(pool)),
    block(undefined, ['if', `(${UPGRADE})`], [entry(undefined, 'return', SWITCHES)]),
    ...passing(site, pool, pool.timeouts.serverMs, 'server'),
  ]);
}

/** A WebSocket may be silent for longer than a server that owes an answer. */
function tunnel(site: Site, pool: Pool): WordEntry {
  return block(
    originOf(site, `pools/${pool.name}/timeouts/tunnel`),
    ['location', tunnelName(pool)],
    passing(site, pool, pool.timeouts.tunnelMs, 'tunnel'),
  );
}

function tunnelName({ name }: Pool): string {
  return `@upgraded-${name}`;
}

function passing(site: Site, pool: Pool, silenceMs: number, key: 'server' | 'tunnel'): Entry[] {
  const path = `pools/${pool.name}`;
  const timeout = originOf(site, `${path}/timeouts/${key}`);
  return [
    entry(originOf(site, path), 'proxy_pass', `${pool.tls === undefined ? 'http' : 'https'}://${pool.name}`),
    ...nextServer(site, pool),
    entry(timeout, 'proxy_read_timeout', duration(silenceMs)),
    entry(timeout, 'proxy_send_timeout', duration(silenceMs)),
    ...serverTls(site, pool),
  ];
}

/** What asks whether this balancer itself lives gets its answer here; no server is asked. */
function health(site: Site, service: Service): WordEntry[] {
  if (service.health === undefined) return [];
  const origin = originOf(site, `services/${service.name}/health`);
  return [
    block(
      origin,
      ['location', '=', service.health],
      [
        entry(origin, 'access_log off'),
        entry(origin, 'default_type text/plain'),
        entry(origin, 'return 200', 'ok\n'),
      ],
    ),
  ];
}
