import type { Address, Site } from '../site/site.ts';
import { contains, type Subnet, subnetOf } from './subnet.ts';

/** One wire: every subnet whose members hear each other, and the bridge that plays it. */
export interface Segment {
  readonly bridge: string;
  readonly subnets: readonly Subnet[];
}

/** The segments of a site: the subnets that meet on one interface of a node are one wire. */
export function findSegments(site: Site): readonly Segment[] {
  const interfaces = site.nodes.flatMap((node) =>
    node.interfaces.map((one) => [
      ...one.addresses,
      ...site.vips
        .filter(({ holders }) =>
          holders.some((holder) => holder.node === node.name && holder.interface === one.name),
        )
        .flatMap(({ addresses }) => addresses),
    ]),
  );
  let wires: Subnet[][] = [];
  for (const addresses of interfaces) {
    const mine = addresses.reduce<Subnet[]>(addSubnet, []);
    const meets = (wire: Subnet[]) => wire.some((known) => mine.some((subnet) => same(known, subnet)));
    const joined = [...wires.filter(meets).flat(), ...mine].reduce<Subnet[]>(addKnown, []);
    wires = [...wires.filter((wire) => !meets(wire)), joined];
  }
  return wires.map((subnets, index) => ({ bridge: `br${index}`, subnets }));
}

export function segmentOf(segments: readonly Segment[], address: string): Segment | undefined {
  return segments.find(({ subnets }) => subnets.some((subnet) => contains(subnet, address)));
}

/** A VIP is often a /32 or /128 inside a subnet that is already there: that adds no subnet. */
function addSubnet(subnets: Subnet[], address: Address): Subnet[] {
  return subnets.some((subnet) => contains(subnet, address.address))
    ? subnets
    : [...subnets, subnetOf(address)];
}

function addKnown(subnets: Subnet[], subnet: Subnet): Subnet[] {
  return subnets.some((known) => same(known, subnet)) ? subnets : [...subnets, subnet];
}

function same(one: Subnet, other: Subnet): boolean {
  return one.family === other.family && one.network === other.network && one.prefix === other.prefix;
}
