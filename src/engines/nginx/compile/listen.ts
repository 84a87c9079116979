import type { Listener } from '../../../site/listeners.ts';
import type { Service, Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { entry, type WordEntry } from '../grammar/tree.ts';

/**
 * Connections that wait to be accepted; the kernel allows net.core.somaxconn. nginx calls listen() on a socket that it
 * inherits only where this differs from its own default of 511: without it nobody would ever listen.
 */
export const BACKLOG = 'backlog=4096';

/**
 * `listen` by address: nginx finds the socket that it inherited for it. None has `reuseport`, which asks for one socket a
 * worker.
 */
export function listenOf(
  site: Site,
  service: Service,
  listener: Listener,
  ...words: readonly string[]
): WordEntry {
  const isRedirect = listener.port === service.tls?.redirectFrom;
  const path = `services/${service.name}/${isRedirect ? 'tls/redirectFrom' : 'listen'}`;
  const host = listener.family === 6 ? `[${listener.address}]` : listener.address;
  return entry(
    originOf(site, path),
    'listen',
    `${host}:${listener.port}`,
    ...words,
    ...(service.acceptProxyFrom.length > 0 ? ['proxy_protocol'] : []),
    // A peer that is gone without a word, and sessions of a VIP that left, end by this.
    ...(listener.protocol === 'tcp' ? ['so_keepalive=on', BACKLOG] : []),
  );
}
