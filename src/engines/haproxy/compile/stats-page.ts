import type { Listener } from '../../../site/listeners.ts';
import type { Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { line, type Section } from '../grammar/tree.ts';

/** Cannot be the name of a service. */
export const STATS_FRONTEND = ':stats';

/** HAProxy's own page, read-only, on the node's own addresses; only when the spec asks for it. */
export function compileStatsPage(site: Site, listeners: readonly Listener[]): Section[] {
  const { stats } = site;
  if (stats === undefined) return [];
  const listen = originOf(site, 'stats/listen');
  return [
    {
      kind: 'frontend',
      name: STATS_FRONTEND,
      origin: originOf(site, 'stats'),
      lines: [
        line(undefined, 'mode http'),
        ...listeners
          .filter(({ service }) => service === undefined)
          .map(({ fd }) => line(listen, 'bind', `fd@${fd}`)),
        line(undefined, 'maxconn 50'),
        line(undefined, 'timeout client 30s'),
        line(undefined, 'timeout http-request 10s'),
        line(undefined, 'stats enable'),
        line(undefined, 'stats uri /'),
        line(undefined, 'stats refresh 5s'),
        line(undefined, 'stats hide-version'),
        line(originOf(site, 'stats/user', 'stats'), 'stats auth', [
          `${stats.user}:`,
          { secret: stats.password },
        ]),
      ],
    },
  ];
}
