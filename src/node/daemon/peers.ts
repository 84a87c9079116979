import { Fault } from '../../base/fault.ts';
import type { Site, SiteNode } from '../../site/site.ts';
import type { NodeDoor } from '../api/node-door.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import { sayClause } from '../status/say-words.ts';
import { hearPeer, type PeerWord } from '../status/site-facts.ts';

export interface PeersAround {
  readonly node: string;
  /** undefined = we have no certificate that can be used: nobody can be asked. */
  readonly open: (peer: SiteNode, port: number) => NodeDoor | undefined;
  readonly now: () => number;
  /** A peer has answered. */
  readonly onHeard: (observation: NodeObservation) => void;
}

interface OpenDoor {
  readonly place: string;
  readonly door: NodeDoor;
}

/** The other nodes of the site. Each is asked by itself, one question at a time, so that a slow one delays nobody. */
export class Peers {
  readonly #around: PeersAround;
  readonly #doors = new Map<string, OpenDoor>();
  readonly #words = new Map<string, PeerWord>();
  readonly #asking = new Set<string>();

  constructor(around: PeersAround) {
    this.#around = around;
  }

  /** Opens doors to new peers, closes those to peers that are gone or have moved. */
  setSite(site: Site): void {
    const peers = new Map(this.#peersOf(site).map((peer) => [peer.name, peer]));
    for (const [name, { place, door }] of this.#doors) {
      const peer = peers.get(name);
      if (peer !== undefined && placeOf(peer, site) === place) continue;
      door.close();
      this.#doors.delete(name);
      this.#words.delete(name);
    }
    for (const peer of peers.values()) this.#openDoor(peer, site);
  }

  /** New doors to all, because our own certificate is another one; what was heard stays. */
  renew(site: Site): void {
    for (const { door } of this.#doors.values()) door.close();
    this.#doors.clear();
    for (const peer of this.#peersOf(site)) this.#openDoor(peer, site);
  }

  get doors(): ReadonlyMap<string, NodeDoor> {
    return new Map([...this.#doors].map(([name, { door }]) => [name, door]));
  }

  /** The doors, and one to each node that only `site` has: whoever asked closes those with `close`. */
  doorsWith(site: Site): ReadonlyMap<string, NodeDoor> {
    for (const peer of this.#peersOf(site)) this.#openDoor(peer, site);
    return this.doors;
  }

  get words(): Readonly<Record<string, PeerWord>> {
    return Object.fromEntries(this.#words);
  }

  /** Asks all that are not being asked already. */
  async ask(): Promise<void> {
    await Promise.all([...this.#doors].map(([name, { door }]) => this.#askOne(name, door)));
  }

  close(): void {
    for (const { door } of this.#doors.values()) door.close();
    this.#doors.clear();
  }

  #peersOf(site: Site): SiteNode[] {
    return site.nodes.filter(({ name }) => name !== this.#around.node);
  }

  #openDoor(peer: SiteNode, site: Site): void {
    if (this.#doors.has(peer.name)) return;
    const door = this.#around.open(peer, site.api.port);
    if (door !== undefined) this.#doors.set(peer.name, { place: placeOf(peer, site), door });
  }

  async #askOne(name: string, door: NodeDoor): Promise<void> {
    if (this.#asking.has(name)) return;
    this.#asking.add(name);
    try {
      const heard = await observationOf(door);
      if (this.#doors.get(name)?.door !== door) return;
      this.#words.set(name, hearPeer(this.#words.get(name), heard, this.#around.now()));
      if ('observation' in heard) this.#around.onHeard(heard.observation);
    } finally {
      this.#asking.delete(name);
    }
  }
}

async function observationOf(
  door: NodeDoor,
): Promise<{ readonly observation: NodeObservation } | { readonly why: string }> {
  try {
    return { observation: await door.observation() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { why: sayClause(error.message) };
  }
}

function placeOf(peer: SiteNode, site: Site): string {
  return `${peer.interfaces[0]?.addresses[0]?.address} ${site.api.port}`;
}
