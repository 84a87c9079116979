import type { Socket } from 'node:net';
import { parseIp } from '../../base/address.ts';

/** Whose connections are counted together: an IPv4 address, or the /64 that one IPv6 user has whole. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  if (!plain.includes(':')) return plain;
  const [before = '', after] = (parseIp(plain)?.address ?? plain).split('::');
  const head = before.split(':').filter((group) => group !== '');
  const tail = (after ?? '').split(':').filter((group) => group !== '');
  const gap = after === undefined ? [] : Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0');
  return `${[...head, ...gap, ...tail].slice(0, 4).join(':')}::/64`;
}

/** So many connections of one address, and no more; of a unix socket any number. */
export class AddressPlaces {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** false = there is no place left; else it is free again when the connection ends. */
  take(socket: Socket): boolean {
    const { remoteAddress } = socket;
    if (remoteAddress === undefined) return true;
    const key = addressKey(remoteAddress);
    const taken = this.#taken.get(key) ?? 0;
    if (taken >= this.#most) return false;
    this.#taken.set(key, taken + 1);
    socket.once('close', () => {
      const left = (this.#taken.get(key) ?? 1) - 1;
      if (left === 0) this.#taken.delete(key);
      else this.#taken.set(key, left);
    });
    return true;
  }
}
