import type { Site } from '../site/site.ts';

/** The site without the pools whose servers only the node daemons know: nginx tells nothing of its servers. */
export function seenWithoutDaemons(site: Site): Site {
  return { ...site, pools: site.pools.filter(({ engine }) => engine === 'haproxy') };
}
