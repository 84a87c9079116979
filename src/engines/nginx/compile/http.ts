import type { Listener } from '../../../site/listeners.ts';
import type { Pool, Service, Site, SiteNode } from '../../../site/site.ts';
import { RUN_FILES } from '../../run-files.ts';
import type { CompileTarget } from '../../target.ts';
import { block, type Entry, entry, type WordEntry } from '../grammar/tree.ts';
import { rateZone } from './access.ts';
import { httpCounts } from './counts.ts';
import { httpServers } from './http-server.ts';
import { BACKLOG } from './listen.ts';
import { accessLog } from './log.ts';
import { CONNECTION, UPGRADE } from './upgrade-variables.ts';
import { compileUpstream } from './upstream.ts';

/** Requests pass as they come: nothing is stored on the way, no header is lost, no limit is ours. */
const PASS_THROUGH = [
  'server_tokens off',
  'absolute_redirect off',
  'underscores_in_headers on',
  'client_max_body_size 0',
  'reset_timedout_connection on',
  'server_names_hash_bucket_size 512',
  'server_names_hash_max_size 8192',
  'large_client_header_buffers 4 16k',
  'proxy_buffer_size 16k',
  'proxy_buffers 8 16k',
  'proxy_buffering off',
  'proxy_request_buffering off',
  'proxy_redirect off',
  'proxy_pass_header Server',
  'proxy_pass_header Date',
  // Without these two every request would be a connection of its own to the server.
  'proxy_http_version 1.1',
] as const;

/** `http`, with the status page that the node's daemon asks; it is there whatever the services speak. */
export function compileHttp(
  site: Site,
  node: SiteNode,
  target: CompileTarget,
  services: readonly Service[],
  pools: readonly Pool[],
  listeners: readonly Listener[],
): WordEntry {
  const runDir = target.runDir(node.name);
  return block(
    undefined,
    ['http'],
    [
      ...accessLog(site, 'combined', runDir),
      ...httpCounts(runDir),
      ...tempPaths(`${runDir}/${RUN_FILES.nginxTemp}`),
      ...PASS_THROUGH.map((text) => entry(undefined, text)),
      ...(services.length > 0 ? upgrades() : []),
      ...services.flatMap((service) => rateZone(site, service)),
      ...pools.map((pool) => compileUpstream(site, pool)),
      ...services.flatMap((service) => httpServers(site, service, pools, listeners)),
      statusServer(`${runDir}/${RUN_FILES.nginxStatus}`),
    ],
  );
}

/** nginx makes these folders at its start, whether anything is ever put there or not. */
function tempPaths(path: string): Entry[] {
  return ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) =>
    entry(undefined, `${kind}_temp_path`, path),
  );
}

/** What the server is told of a protocol that the client wants to change to; never h2c, which would pass our rules by. */
function upgrades(): Entry[] {
  const noneOf = ['', '~*^h2c'];
  return [
    block(
      undefined,
      ['map', '$http_upgrade', UPGRADE],
      [...noneOf.map((value) => entry(undefined, value, '')), entry(undefined, 'default', '$http_upgrade')],
    ),
    block(
      undefined,
      ['map', UPGRADE, CONNECTION],
      [entry(undefined, '', ''), entry(undefined, 'default upgrade')],
    ),
  ];
}

function statusServer(path: string): WordEntry {
  return block(
    undefined,
    ['server'],
    [
      entry(undefined, 'listen', `unix:${path}`, BACKLOG),
      entry(undefined, 'access_log off'),
      block(undefined, ['location', '/'], [entry(undefined, 'stub_status')]),
    ],
  );
}
