import {
  type IpInSubnet,
  inSubnet,
  networkOf,
  parseIpInSubnet,
  unusableAs,
  widthOf,
} from '../base/address.ts';
import { milliseconds } from '../spec/fields.ts';
import type { Spec, SpecVip } from '../spec/spec.ts';
import { checkVrrp } from './check-vrrp.ts';
import type { Findings } from './findings.ts';
import { type Priorities, prioritiesAsGiven, prioritiesFor } from './priorities.ts';
import { type PlacedInterface, type PlacedNode, vipTexts } from './resolve-nodes.ts';
import { type RouterIdWish, routerIds } from './router-ids.ts';
import { secretOf } from './secret-of.ts';
import type { Vip, VipHolder } from './site.ts';

export interface VipAddress {
  readonly ip: IpInSubnet;
  readonly path: string;
}

export function resolveVips(
  spec: Spec,
  nodes: readonly PlacedNode[],
  kept: Readonly<Record<string, number>>,
  findings: Findings,
): Vip[] {
  const entries = findings.inOrder(spec.vips, 'vips');
  if (entries.length === 0 && findings.isWhole('vips'))
    findings.add('spec/missing-key', 'vips', 'The site has no VIP.', 'add one with a free address.');
  if (entries.length > 255) {
    findings.add(
      'spec/out-of-range',
      'vips',
      `The site has ${entries.length} VIPs, but VRRP knows 255.`,
      'remove some, or give one VIP several addresses.',
    );
  }
  const wishes = entries.map(([vip, { vrrp }]): RouterIdWish => ({ vip, wanted: vrrp.routerId }));
  const ids = routerIds(spec.name, wishes, kept);
  checkVrrp(entries, findings);
  return entries.map(([name, vip], index) =>
    resolveVip(name, vip, index, nodes, ids.get(name) ?? 1, findings),
  );
}

/** The addresses of a VIP with their places. */
export function vipAddresses(name: string, vip: SpecVip): VipAddress[] {
  return vipTexts(vip).flatMap((text, index) => {
    const ip = parseIpInSubnet(text);
    const path = vip.addresses === undefined ? `vips/${name}/address` : `vips/${name}/addresses/${index}`;
    return ip === undefined ? [] : [{ ip, path }];
  });
}

function resolveVip(
  name: string,
  vip: SpecVip,
  index: number,
  nodes: readonly PlacedNode[],
  routerId: number,
  findings: Findings,
): Vip {
  const path = `vips/${name}`;
  const addresses = vipAddresses(name, vip);
  for (const { ip, path: at } of addresses) {
    const reason = unusableAs(ip);
    if (reason === undefined) continue;
    findings.add(
      'spec/address-not-usable',
      at,
      `${ip.address} is ${reason}; no VIP can be.`,
      'choose a free host address.',
    );
  }
  const preferred = inPreference(vip, path, index, nodes, findings);
  const advertMs = milliseconds(vip.failover.advertise);
  const { priorities, healthyWeight, holderWeight } = prioritiesOf(vip, path, preferred, advertMs, findings);
  const interfaces = interfacesFor(vip, path, addresses, preferred, findings);
  checkSubnets(addresses, preferred, interfaces, findings);
  return {
    name,
    addresses: addresses.map(({ ip }) => ip),
    holders: preferred.map(
      (node, rank): VipHolder => ({
        node: node.name,
        interface: interfaces[rank]?.name ?? '',
        source: sourcesOf(addresses, interfaces[rank]),
        priority: priorities[rank] ?? 1,
      }),
    ),
    advertMs,
    failback: vip.failover.failback,
    failbackDelayMs: milliseconds(vip.failover.delay),
    track: [...new Set(vip.track)],
    vrrp: { version: vip.vrrp.version, routerId, password: secretOf(vip.vrrp.password) },
    healthyWeight,
    holderWeight,
    raw: { haproxy: '', nginx: '', keepalived: vip.raw.keepalived ?? '' },
  };
}

/** The nodes of `prefer` first, then the others; without it VIP i begins at node i, so that all nodes have work. */
function inPreference(
  vip: SpecVip,
  path: string,
  index: number,
  nodes: readonly PlacedNode[],
  findings: Findings,
): readonly PlacedNode[] {
  if (nodes.length === 0) return [];
  if (vip.prefer === undefined) {
    const first = index % nodes.length;
    return [...nodes.slice(first), ...nodes.slice(0, first)];
  }
  const isList = Array.isArray(vip.prefer);
  const names = isList ? (vip.prefer as string[]) : [vip.prefer as string];
  const known = nodes.map((node) => node.name);
  names.forEach((wanted, position) => {
    const at = isList ? `${path}/prefer/${position}` : `${path}/prefer`;
    if (!known.includes(wanted)) findings.unknown('node', wanted, at, known);
  });
  const chosen = [...new Set(names)].flatMap((wanted) => nodes.find((node) => node.name === wanted) ?? []);
  return [...chosen, ...nodes.filter((node) => !chosen.includes(node))];
}

function prioritiesOf(
  vip: SpecVip,
  path: string,
  nodes: readonly PlacedNode[],
  advertMs: number,
  findings: Findings,
): Priorities {
  const ours = prioritiesFor(nodes.length, advertMs);
  const { priorities } = vip.vrrp;
  if (priorities === undefined) return ours;
  const known = nodes.map((node) => node.name);
  for (const name of Object.keys(priorities)) {
    if (!known.includes(name)) findings.unknown('node', name, `${path}/vrrp/priorities/${name}`, known);
  }
  const missing = known.filter((name) => priorities[name] === undefined);
  if (missing.length > 0 && findings.isWhole('nodes') && findings.isWhole(`${path}/vrrp/priorities`)) {
    findings.add(
      'spec/missing-key',
      `${path}/vrrp/priorities`,
      `There is no priority for ${missing.join(', ')}.`,
      'give one to every node, or to none.',
    );
    return ours;
  }
  if (missing.length > 0) return ours;
  const given = prioritiesAsGiven(known.map((name) => priorities[name] ?? 0));
  if (given !== undefined) return given;
  findings.add(
    'spec/priorities-too-far-apart',
    `${path}/vrrp/priorities`,
    'The priorities lie so far apart that a sick node would beat a healthy one, or a returning node would take the VIP from its holder.',
    'choose numbers from 80 to 200 that differ by less than 50, for example 110 and 100.',
  );
  return ours;
}

/** The interface of each node that carries the VIP; undefined where it lacks the one that is named. */
function interfacesFor(
  vip: SpecVip,
  path: string,
  addresses: readonly VipAddress[],
  nodes: readonly PlacedNode[],
  findings: Findings,
): (PlacedInterface | undefined)[] {
  const { interface: wanted } = vip;
  if (wanted === undefined) {
    return nodes.map(
      ({ interfaces }) =>
        interfaces.find((one) => addresses.every(({ ip }) => reaches(one, ip))) ?? interfaces[0],
    );
  }
  const lacking = nodes.filter(({ interfaces }) => !interfaces.some((one) => one.name === wanted));
  const [first] = lacking;
  if (first !== undefined) {
    const has = first.interfaces.map((one) => one.name).join(', ');
    const message = `Node ${first.name} has no interface "${wanted}"; the spec gives it ${has}.${alsoFor(lacking)}`;
    findings.add(
      'spec/unknown-interface',
      `${path}/interface`,
      message,
      'name one that every node has, or add it to the node.',
    );
  }
  return nodes.map(({ interfaces }) => interfaces.find((one) => one.name === wanted));
}

/** Of several nodes that are wrong in the same way the first is told, and the others are named. */
function alsoFor(nodes: readonly { readonly name: string }[]): string {
  const others = nodes.slice(1).map(({ name }) => name);
  return others.length === 0 ? '' : ` The same holds for ${others.join(', ')}.`;
}

function reaches(one: PlacedInterface, vip: IpInSubnet): boolean {
  return one.addresses.some(({ ip, hasOwnPrefix }) =>
    inSubnet(vip, hasOwnPrefix ? ip : { ...ip, prefix: vip.prefix }),
  );
}

/** Told once a VIP address, for the first node that cannot carry it; the others are named. */
function checkSubnets(
  addresses: readonly VipAddress[],
  nodes: readonly PlacedNode[],
  interfaces: readonly (PlacedInterface | undefined)[],
  findings: Findings,
): void {
  for (const { ip, path } of addresses) {
    const misfits = nodes.flatMap((node, rank) => {
      const one = interfaces[rank];
      return one === undefined || reaches(one, ip) ? [] : [{ name: node.name, one }];
    });
    const [first] = misfits;
    if (first === undefined) continue;
    const also =
      others.length === 0 ? '' : ` The same holds for ${others.map(({ node }) => node).join(', ')}.`;
    const same = first.one.addresses.find((address) => address.ip.family === ip.family);
    if (same === undefined) {
      const place = findings.place(first.one.addresses[0]?.path ?? '').line;
      const message = `VIP ${ip.address} is IPv${ip.family}, but ${first.one.name} on node ${first.name} (line ${place}) has no IPv${ip.family} address to speak VRRP from.${also}`;
      findings.add(
        'spec/no-address-of-family',
        path,
        message,
        `add an IPv${ip.family} address to the node, under "addresses".`,
      );
      continue;
    }
    const subnet = networkOf(same.hasOwnPrefix ? same.ip : { ...same.ip, prefix: ip.prefix });
    const line = findings.place(same.path).line;
    const message = `VIP ${ip.address} is not in ${subnet}, the subnet of ${first.one.name} on node ${first.name} (line ${line}).${also}`;
    const lone = ip.prefix === widthOf(ip.family) && !same.hasOwnPrefix;
    const remedy = lone
      ? `write the prefix of the network instead of /${ip.prefix}.`
      : `choose a free address in ${subnet}, or name the interface that carries ${networkOf(ip)}.`;
    findings.add('spec/vip-outside-subnet', path, message, remedy);
  }
}

/** One of the node's own addresses a family, in the VIP's subnet where there is one. */
function sourcesOf(addresses: readonly VipAddress[], one: PlacedInterface | undefined): IpInSubnet[] {
  const families = [...new Set(addresses.map(({ ip }) => ip.family))];
  return families.flatMap((family) => {
    const vip = addresses.find(({ ip }) => ip.family === family);
    const own = (one?.addresses ?? []).filter(({ ip }) => ip.family === family);
    const best = own.find(({ ip }) => vip !== undefined && inSubnet(vip.ip, ip)) ?? own[0];
    return best === undefined ? [] : [best.ip];
  });
}
