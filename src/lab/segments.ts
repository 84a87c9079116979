import { type Ip, inSubnet, networkOf } from '../base/address.ts';
import type { Address, Site } from '../site/site.ts';

/** One wire: every subnet whose members hear each other, and the bridge that plays it. */
export interface Segment {
  readonly bridge: string;
  /** An address in each subnet stands for it. */
  readonly subnets: readonly Address[];
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
  let wires: Address[][] = [];
  for (const addresses of interfaces) {
    const mine = addresses.reduce<Address[]>(addSubnet, []);
    const meets = (wire: Address[]) => wire.some((known) => mine.some((subnet) => same(known, subnet)));
    const joined = [...wires.filter(meets).flat(), ...mine].reduce<Address[]>(addKnown, []);
    wires = [...wires.filter((wire) => !meets(wire)), joined];
  }
  return wires.map((subnets, index) => ({ bridge: `br${index}`, subnets }));
}

export function segmentOf(segments: readonly Segment[], ip: Ip): Segment | undefined {
  return segments.find(({ subnets }) => subnets.some((subnet) => inSubnet(ip, subnet)));
}

/** A VIP is often a /32 or /128 inside a subnet that is already there: that adds no subnet. */
function addSubnet(subnets: Address[], address: Address): Address[] {
  return subnets.some((subnet) => inSubnet(address, subnet)) ? subnets : [...subnets, address];
}

function addKnown(subnets: Address[], subnet: Address): Address[] {
  return subnets.some((known) => same(known, subnet)) ? subnets : [...subnets, subnet];
}

function same(one: Address, other: Address): boolean {
  return networkOf(one) === networkOf(other);
}
