import { listenersOf } from '../../../site/listeners.ts';
import type { Site, SiteNode } from '../../../site/site.ts';
import { duration } from '../../duration.ts';
import { HARD_STOP_MS } from '../../hard-stop.ts';
import { RUN_FILES } from '../../run-files.ts';
import type { CompileTarget } from '../../target.ts';
import { block, entry, type NginxFile } from '../grammar/tree.ts';
import { compileHttp } from './http.ts';
import { workerConnections } from './limits.ts';
import { rawOf } from './raw.ts';
import { compileStream } from './stream.ts';

/**
 * Debian builds `stream` as a module of its own and says in this file where it is; other builds have it inside. A pattern
 * that fits nothing is no error to nginx.
 */
const STREAM_MODULE = '/usr/share/nginx/modules-available/mod-stream.con[f]';

/** A node's nginx.conf as a tree. In the foreground: its master is a guest of the foundation, with workers of its own. */
export function compileNginx(site: Site, node: SiteNode, target: CompileTarget): NginxFile {
  const listeners = listenersOf(site, node.name);
  const services = site.services.filter(({ engine }) => engine === 'nginx');
  const http = services.filter(({ mode }) => mode === 'http');
  const stream = services.filter(({ mode }) => mode !== 'http');
  const pools = site.pools.filter(({ engine }) => engine === 'nginx');
  const connections = workerConnections(site);
  return [
    ...(stream.length > 0 ? [entry(undefined, 'include', STREAM_MODULE)] : []),
    // In a lab there is no other account: its namespace knows root alone.
    entry(undefined, target.kind === 'host' ? 'user www-data' : 'user root'),
    entry(undefined, 'daemon off'),
    entry(undefined, 'pid', `${target.runDir(node.name)}/${RUN_FILES.nginxPid}`),
    entry(undefined, 'error_log stderr warn'),
    entry(undefined, 'worker_processes auto'),
    entry(undefined, 'worker_rlimit_nofile', String(connections + 500)),
    entry(undefined, 'worker_shutdown_timeout', duration(HARD_STOP_MS)),
    ...rawOf(site.raw, 'raw'),
    block(undefined, ['events'], [entry(undefined, 'worker_connections', String(connections))]),
    compileHttp(
      site,
      node,
      target,
      http,
      pools.filter(({ mode }) => mode === 'http'),
      listeners,
    ),
    ...compileStream(
      site,
      stream,
      pools.filter(({ mode }) => mode !== 'http'),
      listeners,
      target.runDir(node.name),
    ),
  ];
}
