import type { Site } from '../../../site/site.ts';

/**
 * Sessions that one HAProxy takes at most. Each needs two descriptors, and a hard limit of 20,000 open files (a common
 * one) is refused from about `maxconn 9990` on, though `haproxy -c` calls the file valid.
 */
export const MOST_SESSIONS = 9_000;

/** What the stats page, checks and command lines may need beside the services. */
const SPARE_SESSIONS = 100;

/** The longest life of a drained old process: long sessions may end by themselves, old processes do not pile up. */
export const HARD_STOP_MS = 30 * 60_000;

/** The process's maxconn: the sum of what the services may take, within the limit. */
export function processSessions(site: Site): number {
  const wanted = site.services.map((service) => service.maxConnections * service.vips.length);
  return Math.min(
    MOST_SESSIONS,
    wanted.reduce((sum, one) => sum + one, SPARE_SESSIONS),
  );
}
