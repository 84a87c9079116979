import { Fault } from '../base/fault.ts';
import type { Lab } from '../lab/lab.ts';
import { agentsOf, managersOf } from '../lab/wazuh-cluster.ts';
import { RUN_FILES } from '../release/foundation-config.ts';
import type { Pool, Service, Site, Vip } from '../site/site.ts';
import type { Asked } from './faults/drill-fault.ts';
import type { AgentsTerms } from './judge/clause.ts';
import type { Target } from './probe/options.ts';

/** What a drill needs to know of a lab; made for a process that already runs inside its namespaces. */
export interface Ground {
  readonly site: Site;
  readonly lab: Pick<Lab, 'dir' | 'ports' | 'plan'>;
  /** The VIP that the drill is about: the first that a service listens on. */
  readonly vip: Vip;
  readonly addresses: readonly string[];
  readonly pool: Pool;
  /** What the probe connects to. */
  readonly target: Target;
  readonly nodes: readonly string[];
  readonly client: string;
  /** The simulated Wazuh agents; undefined = the lab has none. */
  readonly agents: AgentsGround | undefined;
  /** The words that put a command into a member's network. */
  readonly enter: (member: string) => readonly string[];
  /** A file of a node's foundation. */
  readonly runFile: (node: string, name: keyof typeof RUN_FILES) => string;
  /** While this file is there nothing starts again on the member. */
  readonly holdFile: (member: string) => string;
  readonly netFile: (member: string) => string;
}

export interface AgentsGround {
  /** Those of the managers that take events. */
  readonly pool: Pool;
  readonly terms: AgentsTerms;
  /** How far a manager may be from its share: 0.1 = 10 %. */
  readonly tolerance: number;
}

/**
 * @param asks which service is wanted
 * @throws Fault `drill/nothing-to-drill` where no such service can be asked, or the lab has no client
 */
export function surveyLab(lab: Pick<Lab, 'site' | 'dir' | 'ports' | 'plan'>, asks: Asked = {}): Ground {
  const { site, dir } = lab;
  const client = lab.plan.members.find(({ kind }) => kind === 'client')?.name;
  const service = serviceFor(site, asks);
  const vip = site.vips.find(({ name }) => service?.vips.includes(name));
  const pool = site.pools.find(({ name }) => service !== undefined && name === poolOf(service));
  const address = vip?.addresses[0]?.address;
  const port = service?.ports[0];
  if (!client || !service || !vip || !pool || !address || port === undefined) {
    throw new Fault(
      'drill/nothing-to-drill',
      client === undefined
        ? 'The lab has no client, and a drill needs one to ask the site.'
        : `The site has no service${wordsFor(asks)} that a plain client can ask: one on a VIP, with a pool, without TLS and PROXY protocol.`,
      client === undefined
        ? 'set lab.clients to 1 or more in the spec'
        : 'add such a service to the spec that the lab runs',
    );
  }
  const netFile = (member: string) => `${dir}/ns/${member}`;
  return {
    site,
    lab,
    vip,
    addresses: vip.addresses.map((one) => one.address),
    pool,
    target: { kind: kindOf(site, service), host: address, port, path: '/' },
    nodes: site.nodes.map(({ name }) => name),
    client,
    agents: surveyAgents(lab),
    enter: (member) => ['nsenter', `--net=${netFile(member)}`, '--'],
    runFile: (node, name) => `${dir}/${node}/${RUN_FILES[name]}`,
    holdFile: (member) => `${dir}/${member}/hold`,
    netFile,
  };
}

/** A site has a service that a drill of this kind can ask. */
export function hasAsked(site: Site, asks: Asked | undefined): boolean {
  return asks === undefined || serviceFor(site, asks) !== undefined;
}

function serviceFor(site: Site, { engine, mode }: Asked): Service | undefined {
  return site.services.find(
    (one) =>
      (one.mode === 'udp') === (mode === 'udp') &&
      (engine === undefined || one.engine === engine) &&
      one.tls === undefined &&
      one.acceptProxyFrom.length === 0 &&
      !speaksTls(site, one),
  );
}

function wordsFor({ engine, mode }: Asked): string {
  if (mode === 'udp') return ' for datagrams';
  return engine === undefined ? '' : ` of ${engine}`;
}

/** What is not said has the values that the spec would have. */
function surveyAgents(lab: Pick<Lab, 'site' | 'dir' | 'plan'>): AgentsGround | undefined {
  const { site } = lab;
  const pool = site.pools.find(({ name }) => name === site.wazuh?.events?.pool);
  const agents = agentsOf(lab).reduce((sum, { player }) => sum + player.count, 0);
  if (pool === undefined || agents === 0) return undefined;
  const { check, rebalance } = pool;
  const share = Math.ceil(agents / Math.max(1, managersOf(lab).length));
  const { ratePerS, settleMs = 5000, maxShare = 0.05, tolerance = 0.1 } = rebalance ?? {};
  return {
    pool,
    tolerance,
    terms: {
      agents,
      share,
      detectMs: check === undefined ? 0 : check.fall * (check.everyMs + check.timeoutMs),
      moveMs: (share / (ratePerS ?? 1000)) * 1000 + 2 * settleMs,
      onTheMove: Math.ceil(agents * maxShare),
    },
  };
}

/** Managers take nothing but TLS there; the dashboard, too. */
function speaksTls({ wazuh }: Site, service: Service): boolean {
  const parts = [wazuh?.enrollment, wazuh?.apiService, wazuh?.dashboard];
  return parts.some((part) => part !== undefined && part.pool === service.pool);
}

function kindOf({ wazuh, lab }: Site, { pool, mode }: Service): Target['kind'] {
  const isEvents = pool !== undefined && wazuh?.events?.pool === pool;
  if (isEvents && !(pool in lab.players)) return 'ping';
  return mode;
}

function poolOf({ pool, routes }: Service): string | undefined {
  return pool ?? routes[0]?.pool;
}
