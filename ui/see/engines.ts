import type { SiteView } from '../../src/node/status/site-view.ts';

type Guests = SiteView['nodes'][string]['guests'];

/** The engines that a node is to run, as they are seen; one that no service needs is none of them. */
export function enginesOf(guests: Guests): readonly ['haproxy' | 'nginx', Guests['haproxy']][] {
  return (['haproxy', 'nginx'] as const).flatMap((engine) => {
    const seen = guests[engine];
    return seen === undefined || seen.state === 'unused' ? [] : [[engine, seen]];
  });
}
