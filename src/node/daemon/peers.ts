import { Fault } from '../../base/fault.ts';
import type { Site, SiteNode } from '../../site/site.ts';
import type { NodeDoor } from '../api/node-door.ts';
import type { NodeObservation } from '../status/node-observation.ts';

/** What was heard of a peer last. */
export interface Heard {
  /** undefined = it never answered. */
  readonly observation: NodeObservation | undefined;
  /** Milliseconds since 1970, by our clock, when it was asked last and answered; undefined = never. */
  readonly heardAtMs: number | undefined;
  /** Why it did not answer the last time; undefined = it did. */
  readonly why: string | undefined;
}

export interface PeersAround {
  readonly node: string;
  /** undefined = we have no certificate: nobody can be asked. */
  readonly open: ((peer: SiteNode, port: number) => NodeDoor) | undefined;
  readonly now: () => number;
  /** Called when a peer has answered, or has stopped answering. */
  readonly onHeard: (node: string) => void;
}

/** The other nodes of the site. Each is asked by itself, one question at a time, so that a slow one delays nobody. */
export class Peers {
  readonly #around: PeersAround;
  readonly #doors = new Map<string, { readonly key: string; readonly door: NodeDoor }>();
  readonly #heard = new Map<string, Heard>();
  readonly #asking = new Set<string>();

  constructor(around: PeersAround) {
    this.#around = around;
  }

  /** Opens doors to new peers and closes those to peers that are gone or have moved. */
  setSite(site: Site): void {
    const { open, node: own } = this.#around;
    const peers = site.nodes.filter(({ name }) => name !== own);
    for (const [name, { door }] of this.#doors) {
      const peer = peers.find((candidate) => candidate.name === name);
      if (peer !== undefined && keyOf(peer, site) === this.#doors.get(name)?.key) continue;
      door.close();
      this.#doors.delete(name);
      this.#heard.delete(name);
    }
    for (const peer of peers) {
      if (!this.#heard.has(peer.name)) this.#heard.set(peer.name, NEVER);
      if (open === undefined || this.#doors.has(peer.name)) continue;
      this.#doors.set(peer.name, { key: keyOf(peer, site), door: open(peer, site.api.port) });
    }
  }

  get doors(): ReadonlyMap<string, NodeDoor> {
    return new Map([...this.#doors].map(([name, { door }]) => [name, door]));
  }

  get heard(): ReadonlyMap<string, Heard> {
    return this.#heard;
  }

  /** Asks all that are not being asked already. */
  async ask(): Promise<void> {
    await Promise.all([...this.#doors].map(([name, { door }]) => this.#askOne(name, door)));
  }

  close(): void {
    for (const { door } of this.#doors.values()) door.close();
    this.#doors.clear();
  }

  async #askOne(name: string, door: NodeDoor): Promise<void> {
    if (this.#asking.has(name)) return;
    this.#asking.add(name);
    const former = this.#heard.get(name) ?? NEVER;
    try {
      const observation = await door.observation();
      this.#heard.set(name, { observation, heardAtMs: this.#around.now(), why: undefined });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#heard.set(name, { ...former, why: error.message });
    } finally {
      this.#asking.delete(name);
    }
    this.#around.onHeard(name);
  }
}

const NEVER: Heard = { observation: undefined, heardAtMs: undefined, why: 'it has not been asked yet' };

function keyOf(peer: SiteNode, site: Site): string {
  return `${peer.interfaces[0]?.addresses[0]?.address}:${site.api.port}`;
}
