import { byPlace } from '../base/order.ts';
import type { Problem } from '../base/problem.ts';
import type { Place } from '../base/text-range.ts';
import { deepFreeze } from '../spec/deep-freeze.ts';
import { milliseconds } from '../spec/fields.ts';
import type { Spec } from '../spec/spec.ts';
import { checkAddresses } from './check-addresses.ts';
import { checkLab } from './check-lab.ts';
import { checkNginx } from './check-nginx.ts';
import { checkPorts } from './check-ports.ts';
import { checkWazuhLab } from './check-wazuh-lab.ts';
import { findingsOf } from './findings.ts';
import { expandWazuh } from './presets/wazuh/expand-wazuh.ts';
import { resolveNodes, siteNodes } from './resolve-nodes.ts';
import { resolveNotify } from './resolve-notify.ts';
import { resolvePools } from './resolve-pools.ts';
import { resolveServices } from './resolve-services.ts';
import { resolveVips } from './resolve-vips.ts';
import { secretOf } from './secret-of.ts';
import type { LabPlan, LogTarget, Site, StatsPage, WazuhCluster } from './site.ts';

/** What must outlive a change of the spec. */
export interface Kept {
  /** VIP → router id that was chosen when the VIP was new. */
  readonly routerIds: Readonly<Record<string, number>>;
}

export interface ResolvedSite {
  /** undefined when there is an error; warnings do not stand in the way. */
  readonly site: Site | undefined;
  /** In reading order. */
  readonly problems: readonly Problem[];
}

/** Resolves names, fills defaults in and checks across the file. `spoiled`: paths that were told already (draft). */
export function resolveSite(
  written: Spec,
  origins: Readonly<Record<string, Place>>,
  file: string,
  kept: Kept = { routerIds: {} },
  spoiled: readonly string[] = [],
): ResolvedSite {
  const findings = findingsOf(file, origins, spoiled);
  const { spec, cluster, origins: made } = expandWazuh(written, findings);
  findings.learn(made);
  const nodes = resolveNodes(spec, findings);
  const vips = resolveVips(spec, nodes, kept.routerIds, findings);
  const services = resolveServices(spec, findings);
  const pools = resolvePools(spec, managedPools(cluster), findings);
  checkNginx(spec, services, pools, findings);
  checkPorts(spec, findings);
  checkAddresses(spec, nodes, pools, findings);
  checkLab(spec, nodes, pools, findings);
  checkWazuhLab(spec, cluster, findings);
  const problems = findings.problems.toSorted(byPlace);
  if (problems.some(({ severity }) => severity === 'error')) return { site: undefined, problems };
  const freezes = Object.values(spec.vips).flatMap(({ failover }) => failover.freeze ?? []);
  const site: Site = {
    name: spec.name,
    file,
    nodes: siteNodes(nodes),
    vips,
    services,
    pools,
    freezeMs: freezes.length === 0 ? undefined : Math.min(...freezes.map(milliseconds)),
    stats: statsOf(spec),
    api: { port: spec.api.port },
    notify: resolveNotify(spec, findings),
    log: logOf(spec),
    errorPages: Object.fromEntries(
      Object.entries(spec.errorPages).flatMap(([status, page]) =>
        page === undefined ? [] : [[status, page]],
      ),
    ),
    raw: {
      haproxy: spec.raw.haproxy ?? '',
      nginx: spec.raw.nginx ?? '',
      keepalived: spec.raw.keepalived ?? '',
    },
    ...(cluster === undefined ? {} : { wazuh: cluster }),
    lab: labOf(spec),
    origins: { ...made, ...origins },
  };
  return { site: deepFreeze(site), problems };
}

/** Problems with the managers are told of the cluster, not of each pool that has none then. */
function managedPools(cluster: WazuhCluster | undefined): string[] {
  const pools = [cluster?.events, cluster?.enrollment, cluster?.apiService];
  return pools.flatMap((one) => (one === undefined ? [] : [one.pool]));
}

function statsOf({ stats }: Spec): StatsPage | undefined {
  const password = secretOf(stats?.password);
  if (stats === undefined || password === undefined) return undefined;
  return { port: stats.listen, user: stats.user, password };
}

function labOf({ lab: { servers, clients, managers, agents } }: Spec): LabPlan {
  return {
    players: { ...servers },
    clients,
    ...(managers === undefined ? {} : { managers }),
    ...(agents === undefined ? {} : { agents }),
  };
}

function logOf({ log }: Spec): LogTarget | undefined {
  if (log === undefined) return undefined;
  return typeof log === 'string'
    ? { address: log, facility: 'local0' }
    : { address: log.address, facility: log.facility };
}
