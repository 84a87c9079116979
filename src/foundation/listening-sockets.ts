import { fstatSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import type { Listener } from '../site/listeners.ts';
import type { InheritedSockets } from './inherited-sockets.ts';
import { canonicalAddress } from './own-addresses.ts';
import { keyOf } from './same-sockets.ts';
import { type BoundHandle, createDatagramHandle, createServerHandle } from './server-handle.ts';

/** libuv's uv_tcp_flags: IPV6ONLY so that clients of `::` do not look like ::ffff:1.2.3.4; REUSEPORT so that the next foundation can bind beside us. */
const UV_TCP_IPV6ONLY = 1;
const UV_TCP_REUSEPORT = 2;
const UV_UDP_IPV6ONLY = 1;
const UV_UDP_REUSEPORT = 64;
/** Of datagrams that wait while nobody reads. */
const DATAGRAMS_BYTES = 4_194_304;

/** The bound, never accepting sockets of this node. They live as long as the foundation; those inherited live longer. */
export class ListeningSockets {
  readonly #bound = new Map<string, BoundHandle>();
  readonly #inherited: InheritedSockets;

  /** @param inherited sockets that are used instead of binding, and never closed: whoever holds them does that */
  constructor(inherited: InheritedSockets = new Map()) {
    this.#inherited = inherited;
  }

  /**
   * Binds what is not bound yet and answers the names of what it bound.
   * @throws Fault `foundation/cannot-bind`; whatever this call had bound is closed again.
   */
  bind(listeners: readonly Listener[]): string[] {
    const added: string[] = [];
    try {
      for (const listener of listeners) {
        const key = keyOf(listener);
        if (this.#bound.has(key)) continue;
        this.#bound.set(key, this.#heldFor(listener) ?? bindOne(listener));
        added.push(key);
      }
    } catch (error) {
      this.close(added);
      throw error;
    }
    return added;
  }

  /** Closes the sockets with these keys. */
  close(keys: readonly string[]): void {
    for (const key of keys) {
      const handle = this.#bound.get(key);
      this.#bound.delete(key);
      if (handle !== undefined && !this.#isInherited(handle)) handle.close();
    }
  }

  /** Closes every socket that is not in the list. */
  keepOnly(listeners: readonly Listener[]): void {
    const wanted = new Set(listeners.map(keyOf));
    this.close([...this.#bound.keys()].filter((key) => !wanted.has(key)));
  }

  /** Descriptors in the order of the list, as a guest inherits them from number 3 on. */
  descriptors(listeners: readonly Listener[]): number[] {
    return listeners.map((listener) => {
      const handle = this.#bound.get(keyOf(listener));
      if (handle === undefined) throw new Error(`socket of ${listener.name} is not bound`);
      return handle.fd;
    });
  }

  /** Inode numbers as /proc/net/tcp shows them. */
  inodes(): Set<number> {
    return new Set([...this.#bound.values()].map(({ fd }) => fstatSync(fd).ino));
  }

  /** Those that systemd passes are of connections alone. */
  #heldFor({ protocol, address, port }: Listener): BoundHandle | undefined {
    if (protocol === 'udp') return undefined;
    return this.#inherited.get(`${canonicalAddress(address)}|${port}`);
  }

  #isInherited(handle: BoundHandle): boolean {
    return [...this.#inherited.values()].includes(handle);
  }
}

function bindOne(listener: Listener): BoundHandle {
  const { name, address, port } = listener;
  const handle = listener.protocol === 'udp' ? bindDatagrams(listener) : bindConnections(listener);
  if (typeof handle === 'number') throw cannotBind(name, address, port, `error ${handle}`);
  // libuv keeps EADDRINUSE to itself until listen(), which we never call: ask the kernel what is really bound.
  const bound: { address?: string; port?: number } = {};
  if (handle.getsockname(bound) !== 0 || bound.port !== port) {
    handle.close();
    throw cannotBind(name, address, port, 'the address is in use');
  }
  return handle;
}

function bindConnections({ address, port, family }: Listener): BoundHandle | number {
  const flags = UV_TCP_REUSEPORT | (family === 6 ? UV_TCP_IPV6ONLY : 0);
  return createServerHandle(address, port, family, flags);
}

function bindDatagrams({ address, port, family }: Listener): BoundHandle | number {
  const flags = UV_UDP_REUSEPORT | (family === 6 ? UV_UDP_IPV6ONLY : 0);
  return createDatagramHandle(address, port, family, flags, DATAGRAMS_BYTES);
}

function cannotBind(name: string, address: string, port: number, evidence: string): Fault {
  return new Fault(
    'foundation/cannot-bind',
    `Cannot bind ${address} port ${port} for ${name}: ${evidence}.`,
    `See who listens there with "ss -lntup sport = :${port}" and stop it, or choose another port in the spec; an address that this node does not hold needs net.ipv4.ip_nonlocal_bind=1 (net.ipv6 for IPv6).`,
    evidence,
  );
}
