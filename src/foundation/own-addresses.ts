import { readFileSync } from 'node:fs';
import { SocketAddress } from 'node:net';

/**
 * The addresses on this namespace's interfaces, canonical, as a set. Two small files of the kernel: cheap enough to read
 * on every event and four times a second, and without the blind spot of os.networkInterfaces(), which hides interfaces
 * that have no carrier.
 */
export function readOwnAddresses(): Set<string> {
  return new Set([
    ...parseFibTrie(readFileSync('/proc/net/fib_trie', 'latin1')),
    ...parseIfInet6(readIfInet6()),
  ]);
}

/** IPv4: every `/32 host LOCAL` leaf of the kernel's routing trie. */
export function parseFibTrie(text: string): string[] {
  return [...text.matchAll(/\|-- ([0-9.]+)\n\s+\/32 host LOCAL/g)].map((match) => match[1] as string);
}

/** IPv6: lines of 32 hex digits, interface index, prefix length, scope, flags, name. */
export function parseIfInet6(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.length > 32)
    .map((line) => canonicalAddress((line.slice(0, 32).match(/.{4}/g) ?? []).join(':')));
}

/** The kernel's own spelling of an address, so that two spellings compare equal. */
export function canonicalAddress(address: string): string {
  return new SocketAddress({ address, family: address.includes(':') ? 'ipv6' : 'ipv4' }).address;
}

function readIfInet6(): string {
  try {
    return readFileSync('/proc/net/if_inet6', 'latin1');
  } catch {
    return ''; // IPv6 is switched off.
  }
}
