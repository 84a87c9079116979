import ipaddr from 'ipaddr.js';
import { widthOf } from '../base/address.ts';
import type { Address } from '../site/site.ts';

/** How many addresses are tried. */
const MOST = 4096;

/**
 * The highest address in the network of `subnet` that is not in `used` (canonical texts); undefined = none is left
 * among the last few thousand.
 */
export function freeAddress(subnet: Address, used: ReadonlySet<string>): string | undefined {
  const { family, prefix } = subnet;
  const free = BigInt(widthOf(family) - prefix);
  const size = 1n << free;
  if (size < 4n) return undefined;
  const network = (numberOf(subnet.address) >> free) << free;
  // IPv4 keeps the last one for broadcast; in a huge IPv6 subnet a low number is easier to read.
  const last = family === 4 ? size - 2n : size > 0xffffn ? 0xfffen : size - 1n;
  for (let offset = last; offset > 0n && offset > last - BigInt(MOST); offset -= 1n) {
    const address = textOf(network + offset, widthOf(family) / 8);
    if (!used.has(address)) return address;
  }
  return undefined;
}

function numberOf(address: string): bigint {
  const bytes = ipaddr.parse(address).toByteArray();
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** As the spec writes addresses: IPv6 by RFC 5952. */
function textOf(value: bigint, byteCount: number): string {
  const bytes = Array.from({ length: byteCount }, (_, index) =>
    Number((value >> BigInt(8 * (byteCount - 1 - index))) & 0xffn),
  );
  const address = ipaddr.fromByteArray(bytes);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}
