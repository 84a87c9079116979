import type { Site } from '../../../site/site.ts';

/** Descriptors that a common hard limit of open files allows one process; each session needs two of them. */
const MOST_CONNECTIONS = 19_000;

/** The status page, log, and connections that servers keep open for the next request. */
const SPARE_CONNECTIONS = 200;

/** What one worker takes at most, two connections a session. */
export const MOST_SESSIONS_OF_WORKER = (MOST_CONNECTIONS - SPARE_CONNECTIONS) / 2;

/** `worker_connections`, which nginx counts for each of its workers: both sides of what the services may take at once. */
export function workerConnections(site: Site): number {
  const sessions = site.services
    .filter(({ engine }) => engine === 'nginx')
    .reduce((sum, service) => sum + service.maxConnections * service.vips.length, 0);
  return Math.min(MOST_CONNECTIONS, 2 * sessions + SPARE_CONNECTIONS);
}
