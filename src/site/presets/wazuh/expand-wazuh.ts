import type { Place } from '../../../base/text-range.ts';
import { pool } from '../../../spec/pools.ts';
import { service } from '../../../spec/services.ts';
import type { Spec, SpecPool, SpecService, SpecWazuh } from '../../../spec/spec.ts';
import type { Findings } from '../../findings.ts';
import type { WazuhCluster } from '../../site.ts';
import { checkWazuh } from './check-wazuh.ts';
import { clusterOf } from './cluster-of.ts';
import { MADE, PART_PATHS, type Part } from './made-names.ts';
import { membershipsOf } from './members-of.ts';
import { partsOf, type WrittenPart, type WrittenParts } from './parts-of.ts';
import { clientSilence, poolsOfParts, sessionsOf } from './pool-of-part.ts';

export interface ExpandedSpec {
  /** With the services and pools that the cluster asks for among the user's own. */
  readonly spec: Spec;
  readonly cluster: WazuhCluster | undefined;
  /** Where what was made comes from: its path → the place in the user's file. */
  readonly origins: Readonly<Record<string, Place>>;
}

/** `wazuh:` as ordinary services and pools, so that everything after it needs to know nothing of Wazuh. */
export function expandWazuh(spec: Spec, findings: Findings): ExpandedSpec {
  const written = spec.wazuh;
  if (written === undefined) return { spec, cluster: undefined, origins: {} };
  const cluster = clusterOf(written, findings);
  const parts = partsOf(written);
  checkWazuh(spec, written, cluster, findings);
  const vips = written.vips ?? findings.inOrder(spec.vips, 'vips').map(([name]) => name);
  const pools = poolsOfParts(parts);
  const made = (Object.keys(MADE) as Part[]).flatMap((part) => {
    const one = parts[part];
    if (
      one === undefined ||
      vips.length === 0 ||
      Object.hasOwn(spec.services, MADE[part]) ||
      Object.hasOwn(spec.pools, MADE[part])
    )
      return [];
    const servers = part === 'dashboard' ? dashboardServers(parts) : managersOf(cluster, MADE[part]);
    return [
      { part, service: serviceOf(part, one, written, vips), pool: pool.parse({ ...pools[part], servers }) },
    ];
  });
  return {
    spec: {
      ...spec,
      services: { ...spec.services, ...byName(made.map(({ part, service: one }) => [MADE[part], one])) },
      pools: { ...spec.pools, ...byName(made.map(({ part, pool: one }) => [MADE[part], one])) },
    },
    cluster,
    origins: Object.fromEntries(made.flatMap((one) => placesOf(one.part, one.pool, vips, findings))),
  };
}

function byName<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  return Object.fromEntries(entries);
}

/** A vanished agent is noticed within a minute, as the managers themselves do (remoted: 30 s, 10 s, 3 times). */
const SOON_NOTICED = '    clitcpka-idle 30s\n    clitcpka-intvl 10s\n    clitcpka-cnt 3\n';

function serviceOf(
  part: Part,
  one: WrittenPart,
  { agents }: SpecWazuh,
  vips: readonly string[],
): SpecService {
  return service.parse({
    vips,
    listen: one.port,
    mode: 'tcp',
    pool: MADE[part],
    allow: one.allow,
    deny: one.deny,
    timeouts: { client: clientSilence(part) },
    maxConnections: sessionsOf(part, agents),
    raw: part === 'events' ? { haproxy: SOON_NOTICED } : {},
  });
}

function managersOf(cluster: WazuhCluster, name: string): Record<string, object> {
  return Object.fromEntries(
    Object.entries(cluster.managers).flatMap(([manager, host], index) => {
      const member = membershipsOf(cluster, manager, index === 0).find((each) => each.pool === name);
      if (member === undefined) return [];
      const { port, weight, backup } = member;
      return [[manager, { address: withPort(host, port), weight, backup }] as const];
    }),
  );
}

function dashboardServers({ dashboard }: WrittenParts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(dashboard?.servers ?? {}).map(([name, host]) => [
      name,
      withPort(host, dashboard?.serverPort ?? 443),
    ]),
  );
}

function withPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function placesOf(
  part: Part,
  one: SpecPool,
  vips: readonly string[],
  findings: Findings,
): (readonly [string, Place])[] {
  const at = PART_PATHS[part];
  const place = findings.place(at);
  const from = part === 'dashboard' ? 'wazuh/dashboard/servers' : 'wazuh/managers';
  const service = `services/${MADE[part]}`;
  return [
    [service, place],
    [`${service}/listen`, findings.place(`${at}/port`)],
    ...vips.map((_, index) => [`${service}/vips/${index}`, findings.place(`wazuh/vips/${index}`)] as const),
    [`${service}/maxConnections`, findings.place('wazuh/agents')],
    [`${service}/allow`, findings.place(`${at}/allow`)],
    [`${service}/deny`, findings.place(`${at}/deny`)],
    [`pools/${MADE[part]}`, place],
    [`pools/${MADE[part]}/rebalance`, findings.place(`${at}/rebalance`)],
    ...Object.keys(one.servers).map(
      (name) => [`pools/${MADE[part]}/servers/${name}`, findings.place(`${from}/${name}`)] as const,
    ),
  ];
}
