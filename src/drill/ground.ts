import { Fault } from '../base/fault.ts';
import type { Lab } from '../lab/lab.ts';
import { RUN_FILES } from '../release/foundation-config.ts';
import type { Pool, Service, Site, Vip } from '../site/site.ts';
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
  /** The words that put a command into a member's network. */
  readonly enter: (member: string) => readonly string[];
  /** A file of a node's foundation. */
  readonly runFile: (node: string, name: keyof typeof RUN_FILES) => string;
  /** While this file is there nothing starts again on the member. */
  readonly holdFile: (member: string) => string;
  readonly netFile: (member: string) => string;
}

/** Throws `drill/nothing-to-drill` where no service can be asked, or the lab has no client. */
export function surveyLab(lab: Pick<Lab, 'site' | 'dir' | 'ports' | 'plan'>): Ground {
  const { site, dir } = lab;
  const client = lab.plan.members.find(({ kind }) => kind === 'client')?.name;
  const service = site.services.find(
    ({ tls, acceptProxyFrom }) => tls === undefined && acceptProxyFrom.length === 0,
  );
  const vip = site.vips.find(({ name }) => service?.vips.includes(name));
  const pool = site.pools.find(({ name }) => service !== undefined && name === poolOf(service));
  const address = vip?.addresses[0]?.address;
  const port = service?.ports[0];
  if (!client || !service || !vip || !pool || !address || port === undefined) {
    throw new Fault(
      'drill/nothing-to-drill',
      client === undefined
        ? 'The lab has no client, and a drill needs one to ask the site.'
        : 'The site has no service that a plain client can ask: one on a VIP, with a pool, without TLS and PROXY protocol.',
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
    target: { kind: service.mode, host: address, port, path: '/' },
    nodes: site.nodes.map(({ name }) => name),
    client,
    enter: (member) => ['nsenter', `--net=${netFile(member)}`, '--'],
    runFile: (node, name) => `${dir}/${node}/${RUN_FILES[name]}`,
    holdFile: (member) => `${dir}/${member}/hold`,
    netFile,
  };
}

function poolOf({ pool, routes }: Service): string | undefined {
  return pool ?? routes[0]?.pool;
}
