import type { Service, Site } from '../../../site/site.ts';
import type { CompileTarget } from '../../target.ts';

/**
 * Sessions that one HAProxy takes at most. Each needs two descriptors, and a hard limit of 20,000 open files (a common
 * one) is refused from about `maxconn 9990` on, though `haproxy -c` calls the file valid.
 */
const MOST_SESSIONS = 9_000;

/** A fleet gets what is there; 400 descriptors are left for checks, listening sockets and managers that join at run time. */
const MOST_OF_FLEET = 9_800;

/** What the stats page, checks and command lines may need beside the services. */
const SPARE_SESSIONS = 100;

/**
 * The process's maxconn: the sum of what the services may take, within the usual limit of open files. A fleet of agents
 * gets what it needs all the same: its limit is the user's own word, and agents that find no place cannot report. Only the
 * lab, whose processes have the limits of this machine's user, stays within it.
 */
export function processSessions(site: Site, { kind }: Pick<CompileTarget, 'kind'>): number {
  const all = site.services
    .filter(({ engine }) => engine === 'haproxy')
    .reduce((sum, service) => sum + service.maxConnections * service.vips.length, SPARE_SESSIONS);
  const most = mostSessions(site);
  const fleet = fleetOf(site);
  if (fleet === undefined || kind === 'lab') return Math.min(most, all);
  return Math.min(all, Math.max(most, fleet.maxConnections + SPARE_SESSIONS));
}

/** What one HAProxy takes under the usual limit of open files. */
export function mostSessions(site: Site): number {
  return fleetOf(site) === undefined ? MOST_SESSIONS : MOST_OF_FLEET;
}

/** The service that a Wazuh cluster's agents report to. */
export function fleetOf(site: Site): Service | undefined {
  const pool = site.wazuh?.events?.pool;
  return pool === undefined ? undefined : site.services.find((service) => service.pool === pool);
}
