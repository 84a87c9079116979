import { meaningOf } from '../../../src/release/plan/keepalived-blocks.ts';

interface Instance {
  readonly node: string;
  readonly name: string;
  /** What peers compare. */
  readonly speech: string;
  readonly source: string | undefined;
  readonly peers: readonly string[];
  readonly priority: number;
  readonly addresses: readonly string[];
}

/**
 * VRRP without time: a holder stays one; who hears no holder becomes one at once; of two that hear each other the stronger
 * one stays. Stricter than the real one, which waits for three adverts.
 */
export class VrrpModel {
  #instances = new Map<string, readonly Instance[]>();
  readonly #holding = new Set<string>();

  /** Node `node` reads this keepalived.conf now; undefined = its Keepalived ends. */
  read(node: string, text: string | undefined): void {
    this.#instances.set(node, text === undefined ? [] : instancesOf(node, text));
    const names = new Set(this.#all().map(keyOf));
    for (const key of this.#holding) if (!names.has(key)) this.#holding.delete(key);
    this.#elect();
  }

  /** Addresses that a node has. */
  addressesOf(node: string): readonly string[] {
    return this.#all()
      .filter((one) => one.node === node && this.#holding.has(keyOf(one)))
      .flatMap(({ addresses }) => addresses);
  }

  /** Addresses that more than one node has. */
  doubled(): readonly string[] {
    const seen = new Map<string, number>();
    for (const one of this.#all()) {
      if (!this.#holding.has(keyOf(one))) continue;
      for (const address of one.addresses) seen.set(address, (seen.get(address) ?? 0) + 1);
    }
    return [...seen].flatMap(([address, count]) => (count > 1 ? [address] : []));
  }

  #elect(): void {
    for (const one of this.#all().toSorted((left, right) => right.priority - left.priority)) {
      const holders = this.#all().filter(
        (other) => other !== one && hears(one, other) && this.#holding.has(keyOf(other)),
      );
      if (this.#holding.has(keyOf(one))) {
        for (const other of holders) this.#holding.delete(keyOf(other));
      } else if (holders.length === 0) this.#holding.add(keyOf(one));
    }
  }

  #all(): readonly Instance[] {
    return [...this.#instances.values()].flat();
  }
}

function keyOf({ node, name }: Instance): string {
  return `${node} ${name}`;
}

function hears(one: Instance, other: Instance): boolean {
  return one.speech === other.speech && other.peers.includes(one.source ?? '');
}

function instancesOf(node: string, text: string): Instance[] {
  return meaningOf(text).instances.map((instance) => ({
    node,
    name: instance.name,
    speech: JSON.stringify([
      instance.routerId?.value,
      instance.version?.value,
      instance.authPassword?.value,
      instance.addresses.map(({ address }) => address),
    ]),
    source: instance.unicastSource?.value,
    peers: instance.unicastPeers.map(({ value }) => value),
    priority: instance.priority?.value ?? 100,
    addresses: instance.addresses.concat(instance.excludedAddresses).map(({ address }) => address),
  }));
}
