import ipaddr from 'ipaddr.js';
import type { Address, Family } from '../site/site.ts';

/** The addresses that share their first `prefix` bits. */
export interface Subnet {
  readonly network: bigint;
  readonly prefix: number;
  readonly family: Family;
}

export function subnetOf({ address, prefix, family }: Address): Subnet {
  const free = BigInt(bitsOf(family) - prefix);
  return { network: (numberOf(address) >> free) << free, prefix, family };
}

export function contains(subnet: Subnet, address: string): boolean {
  if (familyOf(address) !== subnet.family) return false;
  const free = BigInt(bitsOf(subnet.family) - subnet.prefix);
  return numberOf(address) >> free === subnet.network >> free;
}

/** The highest address of a subnet that is not in `used` (canonical texts); undefined = none is left near its end. */
export function freeAddress(subnet: Subnet, used: ReadonlySet<string>): string | undefined {
  const size = 1n << BigInt(bitsOf(subnet.family) - subnet.prefix);
  if (size < 4n) return undefined;
  // IPv4 keeps the last one for broadcast; in a huge IPv6 subnet a low number is easier to read.
  const last = subnet.family === 4 ? size - 2n : size > 0xffffn ? 0xfffen : size - 1n;
  for (let offset = last; offset > 0n && offset > last - 4096n; offset -= 1n) {
    const address = textOf(subnet.network + offset, subnet.family);
    if (!used.has(address)) return address;
  }
  return undefined;
}

export function familyOf(address: string): Family {
  return address.includes(':') ? 6 : 4;
}

export function printSubnet({ network, prefix, family }: Subnet): string {
  return `${textOf(network, family)}/${prefix}`;
}

/** One text for an address, however it was written. */
export function canonical(address: string): string {
  return ipaddr.parse(address).toString();
}

function bitsOf(family: Family): number {
  return family === 4 ? 32 : 128;
}

function numberOf(address: string): bigint {
  return ipaddr
    .parse(address)
    .toByteArray()
    .reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function textOf(value: bigint, family: Family): string {
  const length = bitsOf(family) / 8;
  const bytes = Array.from({ length }, (_, index) =>
    Number((value >> BigInt(8 * (length - 1 - index))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}
