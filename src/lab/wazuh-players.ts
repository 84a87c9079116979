import type { Service, Site, WazuhCluster, WazuhPool } from '../site/site.ts';
import type { AgentsPlayer, ManagerPlayer } from './player.ts';

/** A manager that the lab plays; without an address the lab chooses one. */
export interface WantedManager {
  readonly name: string;
  readonly address: string | undefined;
}

/** Wazuh's own port between managers; no balancer is before it. */
const CLUSTER_PORT = 1516;
const API_USER = 'holdfast';

/**
 * The managers of a site in a lab: those that its spec names, then `managerN` until there are `lab.managers`. The first
 * is the master. Where the API's URLs name addresses, the further ones get these first.
 */
export function wantedManagers({ wazuh, lab, pools }: Site): readonly WantedManager[] {
  if (wazuh === undefined) return [];
  const parts = [wazuh.events, wazuh.enrollment, wazuh.apiService];
  // Somebody may want other programs for the managers' pools.
  if (lab.managers === undefined && parts.some((part) => part && part.pool in lab.players)) return [];
  const reachedAt = new Map(
    parts
      .map((part) => pools.find(({ name }) => name === part?.pool))
      .flatMap((pool) => pool?.servers.map(({ name, host }) => [name, host] as const) ?? []),
  );
  const named = Object.entries(wazuh.managers).map(([name, address]) => ({
    name,
    address: reachedAt.get(name) ?? wazuh.addresses[name] ?? address,
  }));
  const known = new Set(named.map(({ address }) => address));
  const places = (wazuh.api?.urls ?? [])
    .map((url) => new URL(url).hostname.replace(/^\[(.*)\]$/, '$1'))
    .filter((host, index, all) => !known.has(host) && all.indexOf(host) === index);
  const further: WantedManager[] = [];
  for (let number = 1; named.length + further.length < (lab.managers ?? 0); number += 1) {
    const name = `manager${number}`;
    if (named.some((one) => one.name === name)) continue;
    further.push({ name, address: places[further.length] });
  }
  return [...named, ...further];
}

/** Whether the servers of a pool are managers. */
export function isManagerPool({ wazuh }: Site, pool: string): boolean {
  return [wazuh?.events, wazuh?.enrollment, wazuh?.apiService].some((part) => part?.pool === pool);
}

/** The program that plays a manager. */
export function managerPlayer(
  wazuh: WazuhCluster,
  name: string,
  address: string,
  master: string,
): ManagerPlayer {
  return {
    program: 'wazuh-manager',
    name,
    type: address === master ? 'master' : 'worker',
    address,
    master,
    ports: {
      events: wazuh.events?.port ?? 1514,
      enrollment: wazuh.enrollment?.port ?? 1515,
      cluster: CLUSTER_PORT,
      api: wazuh.apiService?.port ?? portOf(wazuh) ?? 55_000,
    },
    apiUser: wazuh.api?.user ?? API_USER,
  };
}

/** Agents for each of `clients` clients, as even as they can be; empty = the site has no service for their events. */
export function agentsPlayers(site: Site, clients: number): readonly AgentsPlayer[] {
  const agents = site.lab.agents ?? 0;
  const before = (client: number) => Math.floor((agents * client) / clients);
  return Array.from({ length: clients }, (_, client) =>
    agentsPlayer(site, {
      name: 'agents',
      first: before(client) + 1,
      count: before(client + 1) - before(client),
      isShared: true,
    }),
  ).filter((player) => player !== undefined && player.count > 0) as AgentsPlayer[];
}

/** Agents that report to a site; undefined = it has no service for their events. */
export function agentsPlayer(
  site: Site,
  said: Pick<AgentsPlayer, 'name' | 'first' | 'count' | 'isShared'>,
): AgentsPlayer | undefined {
  const events = placeOf(site, site.wazuh?.events);
  if (events === undefined) return undefined;
  return { program: 'wazuh-agents', ...said, events, enroll: placeOf(site, site.wazuh?.enrollment) };
}

/** Where clients reach the service of a part of the cluster. */
function placeOf(site: Site, part: WazuhPool | undefined): string | undefined {
  const service: Service | undefined = site.services.find(
    ({ pool }) => pool !== undefined && pool === part?.pool,
  );
  const address = site.vips.find(({ name }) => name === service?.vips[0])?.addresses[0];
  const port = service?.ports[0];
  if (address === undefined || port === undefined) return undefined;
  return `${address.family === 6 ? `[${address.address}]` : address.address}:${port}`;
}

/** Some site without a service for the API is asked all the same, at the port of its URLs. */
function portOf({ api }: WazuhCluster): number | undefined {
  const port = new URL(api?.urls[0] ?? 'https://none').port;
  return port === '' ? undefined : Number(port);
}
