import { type IpInSubnet, inSubnet, networkOf, parseIpInSubnet, widthOf } from '../base/address.ts';
import type { SpecVip } from '../spec/spec.ts';
import type { Findings } from './findings.ts';
import { type PlacedInterface, type PlacedNode, vipTexts } from './resolve-nodes.ts';

export interface VipAddress {
  readonly ip: IpInSubnet;
  readonly path: string;
}

/** The addresses of a VIP with their places. */
export function vipAddresses(name: string, vip: SpecVip): VipAddress[] {
  return vipTexts(vip).flatMap((text, index) => {
    const ip = parseIpInSubnet(text);
    const path = vip.addresses === undefined ? `vips/${name}/address` : `vips/${name}/addresses/${index}`;
    return ip === undefined ? [] : [{ ip, path }];
  });
}

/** The interface of each node that carries the VIP; undefined where it lacks the one that is named. */
export function interfacesFor(
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
export function checkSubnets(
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
    const also = alsoFor(misfits);
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
export function sourcesOf(addresses: readonly VipAddress[], one: PlacedInterface | undefined): IpInSubnet[] {
  const families = [...new Set(addresses.map(({ ip }) => ip.family))];
  return families.flatMap((family) => {
    const vip = addresses.find(({ ip }) => ip.family === family);
    const own = (one?.addresses ?? []).filter(({ ip }) => ip.family === family);
    const best = own.find(({ ip }) => vip !== undefined && inSubnet(vip.ip, ip)) ?? own[0];
    return best === undefined ? [] : [best.ip];
  });
}
