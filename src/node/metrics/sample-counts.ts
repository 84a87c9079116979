import type { NodeObservation } from '../status/node-observation.ts';
import { serverFactsOf } from '../status/server-facts-of.ts';
import { type Sample, sample } from './sample.ts';

/** What was asked of each pool through this node, and what nginx counts itself; pure. What nobody counts is missing. */
export function sampleCounts(observation: NodeObservation): Sample[] {
  const { nginx } = observation;
  const pools = Map.groupBy(serverFactsOf(observation), ({ pool }) => pool);
  return [
    ...[...pools].flatMap(([pool, servers]) => {
      const counts = servers.flatMap((server) => (server.counts === undefined ? [] : [server.counts]));
      if (counts.length === 0) return [];
      const sum = (key: 'total' | 'failed' | 'errors') => counts.reduce((all, one) => all + one[key], 0);
      return [
        sample('holdfast_pool_requests_total', { pool }, sum('total')),
        sample('holdfast_pool_failures_total', { pool }, sum('failed')),
        sample('holdfast_pool_errors_total', { pool }, sum('errors')),
      ];
    }),
    ...(nginx === undefined || 'why' in nginx
      ? []
      : [
          sample('holdfast_nginx_connections', {}, nginx.fact.active),
          sample('holdfast_nginx_requests_total', {}, nginx.fact.requests),
          sample(
            'holdfast_nginx_dropped_connections_total',
            {},
            Math.max(0, nginx.fact.accepted - nginx.fact.handled),
          ),
        ]),
  ];
}
