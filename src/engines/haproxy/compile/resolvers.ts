import type { Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { line, type Section } from '../grammar/tree.ts';

export const RESOLVERS = 'holdfast';

/** HAProxy's longest duration is 24.8 days. */
const FOR_EVER = '24d';

/**
 * `resolvers`, when a server is a host name. Answers are followed; while DNS is dead, refuses, or does not know a name
 * (that /etc/hosts may know), the last address stays and the checks judge it.
 */
export function compileResolvers(site: Site): Section[] {
  const named = site.pools.flatMap((pool) =>
    (pool.engine === 'haproxy' ? pool.servers : [])
      .filter((server) => server.hostIsName)
      .map((server) => `pools/${pool.name}/servers/${server.name}`),
  );
  if (named.length === 0) return [];
  const origin = originOf(site, ...named);
  const lines = [
    'parse-resolv-conf',
    'accepted_payload_size 8192',
    'resolve_retries 3',
    'timeout resolve 1s',
    'timeout retry 1s',
    'hold valid 10s',
    ...['nx', 'refused', 'timeout', 'other', 'obsolete'].map((state) => `hold ${state} ${FOR_EVER}`),
  ];
  return [{ kind: 'resolvers', name: RESOLVERS, origin, lines: lines.map((text) => line(undefined, text)) }];
}
