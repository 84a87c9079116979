import { networkInterfaces } from 'node:os';
import { canonicalAddress, readOwnAddresses } from '../../foundation/own-addresses.ts';

/**
 * The addresses on this machine's wires, canonical. Those on the loopback interface alone are left out: for a moment after
 * a planned move the former holder keeps a copy of the VIP there, which draws nobody.
 */
export function lookAtAddresses(): readonly string[] {
  const { lo = [], ...wires } = networkInterfaces();
  // The kernel's own list also has interfaces without carrier, but does not tell which address is on which.
  const onWires = new Set(Object.values(wires).flatMap((all = []) => all.map(textOf)));
  const onLoopback = new Set(lo.map(textOf));
  return [...readOwnAddresses()].filter((address) => onWires.has(address) || !onLoopback.has(address));
}

function textOf({ address }: { readonly address: string }): string {
  return canonicalAddress(address);
}
