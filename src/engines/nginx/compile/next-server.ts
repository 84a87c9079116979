import type { Pool, Site } from '../../../site/site.ts';
import { duration } from '../../duration.ts';
import { originOf } from '../../origin-of.ts';
import { type Entry, entry } from '../grammar/tree.ts';

/** Connecting, and who is tried when it fails: `retries` more, for no longer than that many attempts may take. */
export function nextServer(site: Site, pool: Pool): Entry[] {
  const path = `pools/${pool.name}`;
  const redispatch = originOf(site, `${path}/redispatch`);
  const tries = pool.retries + 1;
  return [
    entry(
      originOf(site, `${path}/timeouts/connect`),
      'proxy_connect_timeout',
      duration(pool.timeouts.connectMs),
    ),
    ...(pool.redispatch && pool.retries > 0
      ? [
          entry(
            redispatch,
            pool.mode === 'http' ? 'proxy_next_upstream error timeout' : 'proxy_next_upstream on',
          ),
          entry(originOf(site, `${path}/retries`), 'proxy_next_upstream_tries', String(tries)),
          entry(undefined, 'proxy_next_upstream_timeout', duration(tries * pool.timeouts.connectMs)),
        ]
      : [entry(redispatch, 'proxy_next_upstream off')]),
  ];
}
