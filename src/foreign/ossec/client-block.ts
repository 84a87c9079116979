import { isExcluded } from '../../site/presets/wazuh/is-excluded.ts';
import type { Site, WazuhCluster } from '../../site/site.ts';

/** vip: agents know one address. failover: they know the managers themselves, and go through the list. */
export type AgentWay = 'vip' | 'failover';

interface Target {
  readonly address: string;
  readonly port: number;
}

/**
 * The `<client>` block of an agent's ossec.conf; undefined when the site has nothing that agents could report to that way.
 * An agent tries a `<server>` five times, ten seconds apart, before it goes on to the next (Wazuh's own defaults).
 * @param first what stands at the top of the list: a manager, or with `vip` a VIP
 */
export function clientBlock(site: Site, way: AgentWay, first?: string): string | undefined {
  const { wazuh } = site;
  if (wazuh?.events === undefined) return undefined;
  const targets =
    way === 'vip' ? vipTargets(site, wazuh.events.pool) : managerTargets(wazuh, wazuh.events.port);
  const names = [...targets.keys()];
  const start = Math.max(0, names.indexOf(first ?? ''));
  const order = [...names.slice(start), ...names.slice(0, start)];
  if (order.length === 0) return undefined;
  const servers = order.flatMap((name) => serverLines(targets.get(name)!));
  const enrollment = enrollmentTarget(site, wazuh, way, order[0]!);
  return [
    '<client>',
    ...servers,
    ...(enrollment === undefined ? [] : enrollmentLines(enrollment)),
    '</client>',
    '',
  ].join('\n');
}

/** What may stand first: the names of the servers in their usual order. */
export function agentTargets(site: Site, way: AgentWay): readonly string[] {
  const { wazuh } = site;
  if (wazuh?.events === undefined) return [];
  return [
    ...(way === 'vip'
      ? vipTargets(site, wazuh.events.pool)
      : managerTargets(wazuh, wazuh.events.port)
    ).keys(),
  ];
}

/** One address a VIP: the families of one move together, so that a second one would help nobody. */
function vipTargets(site: Site, pool: string): ReadonlyMap<string, Target> {
  const service = site.services.find((one) => one.pool === pool);
  const port = service?.ports[0];
  if (service === undefined || port === undefined) return new Map();
  return new Map(
    service.vips.flatMap((name) => {
      const address = site.vips.find((vip) => vip.name === name)?.addresses[0]?.address;
      return address === undefined ? [] : [[name, { address, port }] as const];
    }),
  );
}

/** The workers before the master, which has the cluster's other work to do. */
function managerTargets({ managers, exclude }: WazuhCluster, port: number): ReadonlyMap<string, Target> {
  const [master, ...workers] = Object.entries(managers);
  const order = master === undefined ? [] : [...workers, master];
  return new Map(
    order.flatMap(([name, address]) =>
      isExcluded(name, exclude) ? [] : [[name, { address, port }] as const],
    ),
  );
}

function enrollmentTarget(site: Site, wazuh: WazuhCluster, way: AgentWay, first: string): Target | undefined {
  if (wazuh.enrollment === undefined) return undefined;
  if (way === 'vip') {
    const targets = vipTargets(site, wazuh.enrollment.pool);
    return targets.get(first) ?? [...targets.values()][0];
  }
  const master = Object.values(wazuh.managers)[0];
  return master === undefined ? undefined : { address: master, port: wazuh.enrollment.port };
}

function serverLines({ address, port }: Target): string[] {
  return [
    '  <server>',
    `    <address>${address}</address>`,
    `    <port>${port}</port>`,
    '    <protocol>tcp</protocol>',
    '  </server>',
  ];
}

function enrollmentLines({ address, port }: Target): string[] {
  return [
    '  <enrollment>',
    '    <enabled>yes</enabled>',
    `    <manager_address>${address}</manager_address>`,
    `    <port>${port}</port>`,
    '  </enrollment>',
  ];
}
