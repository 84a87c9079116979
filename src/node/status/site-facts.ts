import type { Site } from '../../site/site.ts';
import type { NodeObservation } from './node-observation.ts';

/** What one node's daemon has heard, from which it judges the whole site. */
export interface SiteFacts {
  /** The accepted site, without operators' intents; undefined = none was accepted yet. */
  readonly site: Site | undefined;
  /** The node whose daemon this is. */
  readonly seenBy: string;
  readonly own: NodeObservation;
  /** By node; one that is missing was never heard. */
  readonly peers: Readonly<Record<string, PeerWord>>;
  /** Milliseconds since 1970, by this node's clock. */
  readonly nowMs: number;
}

export interface PeerWord {
  /** The last one that was heard; undefined = none. */
  readonly observation: NodeObservation | undefined;
  /**
   * When this observation was heard *first*, by our clock: a peer that answers with the same one again and again (its cycle
   * hangs) grows old like one that is silent. `hearPeer` keeps it so.
   */
  readonly heardAtMs: number;
  /** Why the last attempt failed; missing = it did not. */
  readonly why?: string;
}

/** What is older is shown as old, and proves nothing any more. */
export const STALE_MS = 5_000;

/** Every other node of the site was heard a moment ago. */
export function arePeersHeard({ site, seenBy, peers, nowMs }: SiteFacts): boolean {
  return (site?.nodes ?? [])
    .filter(({ name }) => name !== seenBy)
    .every(({ name }) => {
      const word = peers[name];
      return word?.observation !== undefined && nowMs - word.heardAtMs < STALE_MS;
    });
}

/** A peer's word after one more attempt to ask it. */
export function hearPeer(
  former: PeerWord | undefined,
  heard: { readonly observation: NodeObservation } | { readonly why: string },
  nowMs: number,
): PeerWord {
  if ('why' in heard) {
    return {
      observation: former?.observation,
      heardAtMs: former?.heardAtMs ?? nowMs,
      why: heard.why,
    };
  }
  const isSame =
    former?.observation?.atMs === heard.observation.atMs &&
    former.observation.daemon.startedAt === heard.observation.daemon.startedAt;
  return { observation: heard.observation, heardAtMs: isSame ? former.heardAtMs : nowMs };
}
