import {
  type Ip,
  type IpInSubnet,
  inSubnet,
  parseIp,
  parseIpInSubnet,
  unusableAs,
  widthOf,
} from '../base/address.ts';
import type { Spec, SpecNode } from '../spec/spec.ts';
import type { Findings } from './findings.ts';
import { MOST_NODES } from './priorities.ts';
import type { SiteNode } from './site.ts';

/** A node's address as written, with the place it stands at. */
export interface PlacedAddress {
  readonly ip: IpInSubnet;
  /** False when the prefix was taken from a VIP, or from nothing. */
  readonly hasOwnPrefix: boolean;
  readonly path: string;
}

export interface PlacedInterface {
  readonly name: string;
  readonly addresses: readonly PlacedAddress[];
}

export interface PlacedNode {
  readonly name: string;
  readonly interfaces: readonly PlacedInterface[];
}

export function resolveNodes(spec: Spec, findings: Findings): PlacedNode[] {
  const subnets = Object.values(spec.vips).flatMap((vip) =>
    vipTexts(vip).flatMap((text) => parseIpInSubnet(text) ?? []),
  );
  const nodes = findings.inOrder(spec.nodes, 'nodes').map(([name, node]) => ({
    name,
    interfaces: interfacesOf(node, `nodes/${name}`, findings).map((one) => ({
      name: one.name,
      addresses: one.addresses.map(({ text, path }) => placed(text, path, subnets, findings)),
    })),
  }));
  const count = findings.isWhole('nodes') ? nodes.length : 2;
  if (count === 0) {
    findings.add(
      'spec/missing-key',
      'nodes',
      'The site has no node.',
      'add at least one load-balancer host, better two.',
    );
  } else if (count === 1) {
    const message = `The site has one node, "${nodes[0]?.name}": when it fails, the VIPs fail with it.`;
    findings.add('spec/single-node', 'nodes', message, 'add a second node.', 'warning');
  } else if (count > MOST_NODES) {
    findings.add('spec/out-of-range', 'nodes', `The site has ${count} nodes.`, `use at most ${MOST_NODES}.`);
  }
  return nodes;
}

export function siteNodes(nodes: readonly PlacedNode[]): SiteNode[] {
  return nodes.map(({ name, interfaces }) => ({
    name,
    interfaces: interfaces.map((one) => ({ name: one.name, addresses: one.addresses.map(({ ip }) => ip) })),
  }));
}

export function vipTexts(vip: Spec['vips'][string]): readonly string[] {
  return vip.addresses ?? (vip.address === undefined ? [] : [vip.address]);
}

interface Written {
  readonly text: string;
  readonly path: string;
}

function interfacesOf(
  node: SpecNode,
  path: string,
  findings: Findings,
): { name: string; addresses: Written[] }[] {
  const list = (texts: readonly string[], base: string) =>
    texts.map((text, index) => ({ text, path: `${base}/${index}` }));
  if (node.interfaces !== undefined) {
    return findings
      .inOrder(node.interfaces, `${path}/interfaces`)
      .map(([name, texts]) => ({ name, addresses: list(texts, `${path}/interfaces/${name}`) }));
  }
  const name = node.interface ?? '';
  if (node.addresses !== undefined) return [{ name, addresses: list(node.addresses, `${path}/addresses`) }];
  return [{ name, addresses: [{ text: node.address ?? '', path: `${path}/address` }] }];
}

function placed(
  text: string,
  path: string,
  subnets: readonly IpInSubnet[],
  findings: Findings,
): PlacedAddress {
  const own = parseIpInSubnet(text);
  const bare: Ip = own ?? parseIp(text) ?? { address: text, family: 4 };
  const prefix =
    own?.prefix ?? subnets.find((subnet) => inSubnet(bare, subnet))?.prefix ?? widthOf(bare.family);
  const ip = { address: bare.address, prefix, family: bare.family };
  const reason = unusableAs(ip);
  if (reason !== undefined) {
    const message = `${ip.address} is ${reason}; no host can have it.`;
    findings.add('spec/address-not-usable', path, message, "write the node's own address.");
  }
  return { ip, hasOwnPrefix: own !== undefined, path };
}
