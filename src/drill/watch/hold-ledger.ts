import type { Hold } from '../measurements.ts';
import type { IpLine } from './ip-lines.ts';

/**
 * Who has which VIP when. A node holds an address while it stands on an interface that is up and has carrier: on a node
 * whose cable is out, the address that a killed Keepalived left reaches nobody.
 */
export class HoldLedger {
  readonly #addresses: ReadonlySet<string>;
  readonly #nodes = new Map<string, { addresses: Map<string, Set<string>>; carries: Set<string> }>();
  readonly #holds: { node: string; address: string; fromUs: number; toUs: number | undefined }[] = [];

  constructor(addresses: Iterable<string>) {
    this.#addresses = new Set(addresses);
  }

  /** `nowUs` is for lines without a stamp. */
  note(node: string, line: IpLine, nowUs: number): void {
    const atUs = line.atUs ?? nowUs;
    const known = this.#node(node);
    if (line.what === 'link') {
      if (line.carries) known.carries.add(line.interface);
      else known.carries.delete(line.interface);
      for (const address of this.#addresses) this.#settle(node, address, atUs);
    } else if (line.what === 'address' && this.#addresses.has(line.address)) {
      const interfaces = known.addresses.get(line.address) ?? new Set();
      known.addresses.set(line.address, interfaces);
      if (line.gone) interfaces.delete(line.interface);
      else interfaces.add(line.interface);
      this.#settle(node, line.address, atUs);
    }
  }

  holds(): readonly Hold[] {
    return this.#holds.map((hold) => ({ ...hold }));
  }

  /** Names of the nodes that hold any of `addresses` now, sorted. */
  holdersNow(addresses: readonly string[]): readonly string[] {
    const now = this.#holds.filter(({ address, toUs }) => toUs === undefined && addresses.includes(address));
    return [...new Set(now.map(({ node }) => node))].sort();
  }

  #node(name: string) {
    const known = this.#nodes.get(name);
    if (known !== undefined) return known;
    const fresh = { addresses: new Map<string, Set<string>>(), carries: new Set<string>() };
    this.#nodes.set(name, fresh);
    return fresh;
  }

  #settle(node: string, address: string, atUs: number): void {
    const known = this.#node(node);
    const holds = [...(known.addresses.get(address) ?? [])].some((name) => known.carries.has(name));
    const open = this.#holds.find(
      (hold) => hold.node === node && hold.address === address && hold.toUs === undefined,
    );
    if (holds && open === undefined) this.#holds.push({ node, address, fromUs: atUs, toUs: undefined });
    else if (!holds && open !== undefined) open.toUs = Math.max(open.fromUs, atUs);
  }
}
