import type { Pool, Server, Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { FAILED } from '../failed-mark.ts';
import { block, type Entry, entry, type WordEntry } from '../grammar/tree.ts';
import { rawOf } from './raw.ts';

/** Idle connections to servers that each worker keeps for the next request. */
const KEPT_CONNECTIONS = '32';
/** Below the 5 s after which common servers close idle connections: a request on one that is just closing is lost. */
const KEPT_FOR = '4s';
/** A pool whose servers come later; nginx refuses an upstream without any. */
const NOBODY = '127.0.0.1:9';

/** One `upstream` a pool. Its state is shared by all workers, or each would count by itself. */
export function compileUpstream(site: Site, pool: Pool): WordEntry {
  const path = `pools/${pool.name}`;
  const method = methodOf(pool);
  return block(
    originOf(site, path),
    ['upstream', pool.name],
    [
      entry(undefined, 'zone', pool.name, `${zoneKb(pool)}k`),
      ...(method === undefined ? [] : [entry(originOf(site, `${path}/balance`), method)]),
      ...servers(site, pool),
      ...keptAlive(pool),
      ...rawOf(pool.raw, `${path}/raw`),
    ],
  );
}

/** About half a KiB a server, and what the zone itself needs. */
function zoneKb(pool: Pool): number {
  return 64 * Math.ceil((pool.servers.length + 1) / 64);
}

/** undefined = round robin, smooth and by weight, which has no word of its own. */
function methodOf({ balance, mode }: Pool): string | undefined {
  switch (balance.by) {
    case 'leastconn':
      return 'least_conn';
    case 'random':
      return 'random two';
    case 'source':
      return 'hash $remote_addr consistent';
    case 'uri':
      return mode === 'http' ? 'hash $uri consistent' : undefined;
    case 'url_param':
      return `hash $arg_${balance.name} consistent`;
    case 'hdr':
      return `hash $http_${balance.name.toLowerCase().replaceAll('-', '_')} consistent`;
    default:
      return undefined;
  }
}

function servers(site: Site, pool: Pool): Entry[] {
  if (pool.servers.length === 0) return [entry(undefined, 'server', NOBODY, 'down')];
  // nginx refuses an upstream that has backups alone; alone they serve just the same.
  const hasActive = pool.servers.some(({ backup }) => !backup);
  return pool.servers.map((server) => serverEntry(site, pool, server, hasActive));
}

function serverEntry(site: Site, pool: Pool, server: Server, mayBackUp: boolean): WordEntry {
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  const isOut = server.disabled === true || server.weight === 0;
  return entry(
    originOf(site, `pools/${pool.name}/servers/${server.name}`),
    'server',
    `${host}:${server.port}`,
    ...(server.failed === true ? FAILED : []),
    ...(server.weight > 1 ? [`weight=${server.weight}`] : []),
    ...(server.maxConnections === undefined ? [] : [`max_conns=${server.maxConnections}`]),
    ...failureWords(pool),
    ...(server.backup && mayBackUp ? ['backup'] : []),
    ...(isOut ? ['down'] : []),
  );
}

/** What traffic itself tells between two checks: a server that refuses is left alone until the checks have judged it. */
function failureWords({ check }: Pool): string[] {
  // Nobody else looks: nginx's own word for it, 1 failure in 10 s.
  if (check === undefined) return [];
  return [`max_fails=${check.fall}`, `fail_timeout=${Math.ceil((check.everyMs * check.fall) / 1000)}s`];
}

function keptAlive({ mode }: Pool): Entry[] {
  if (mode !== 'http') return [];
  return [entry(undefined, 'keepalive', KEPT_CONNECTIONS), entry(undefined, 'keepalive_timeout', KEPT_FOR)];
}
