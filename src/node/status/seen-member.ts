import type { NodeLook, Seen } from './node-look.ts';
import type { NodeObservation } from './node-observation.ts';
import { sayTime } from './say-words.ts';
import { type SiteFacts, STALE_MS } from './site-facts.ts';

/** One node as this daemon knows it. */
export interface SeenMember {
  readonly node: string;
  /** The last one that was heard, old or not, its moments moved to our clock. */
  readonly observation: NodeObservation | undefined;
  /** It may be counted as proof. */
  readonly isFresh: boolean;
  /** undefined = never heard. */
  readonly ageMs: number | undefined;
  /** Why it is not fresh, in words. */
  readonly why: string | undefined;
  /** When its addresses were seen, by our clock: not before the one, not after the other. */
  readonly seenAt: { readonly earliestMs: number; readonly latestMs: number };
}

/** How much later than it was made a peer's observation may be heard: a beat, and the way to us. */
const LONGEST_WAY_MS = 2_000;

/** Every node of the site in its order, and ourselves. */
export function seeMembers(facts: SiteFacts): Readonly<Record<string, SeenMember>> {
  const names = new Set([...(facts.site?.nodes ?? []).map(({ name }) => name), facts.seenBy]);
  return Object.fromEntries([...names].map((name) => [name, seeMember(facts, name)]));
}

/** What counts of a node. */
export function lookOf({ observation, isFresh, why }: SeenMember): NodeLook {
  if (observation !== undefined && isFresh) return observation;
  const nothing = { why: why ?? 'it has not been heard yet' };
  return { foundation: nothing, servers: nothing, addresses: nothing };
}

function seeMember({ seenBy, own, peers, nowMs }: SiteFacts, node: string): SeenMember {
  const word = node === seenBy ? { observation: own, heardAtMs: own.atMs } : peers[node];
  if (word?.observation === undefined) {
    return {
      node,
      observation: undefined,
      isFresh: false,
      ageMs: undefined,
      why: word?.why ?? 'it has not been heard yet',
      seenAt: { earliestMs: 0, latestMs: 0 },
    };
  }
  const observation = onOurClock(word.observation, word.heardAtMs);
  const ageMs = Math.max(0, nowMs - word.heardAtMs);
  const isFresh = ageMs <= STALE_MS;
  const reason = word.why === undefined ? '' : `: ${word.why}`;
  const latestMs = lookedAtMs(observation);
  const byItsClock = lookedAtMs(word.observation);
  return {
    node,
    observation,
    isFresh,
    ageMs,
    why: isFresh ? undefined : `nothing new for ${sayTime(ageMs)}${reason}`,
    // With clocks that agree its own moment is right; one that is slow is not believed beyond the longest way.
    seenAt: {
      earliestMs:
        node === seenBy ? latestMs : Math.min(latestMs, Math.max(byItsClock, latestMs - LONGEST_WAY_MS)),
      latestMs,
    },
  };
}

/** A peer's clock may be wrong by hours: only the distance between its own moments is believed. */
function onOurClock(observation: NodeObservation, heardAtMs: number): NodeObservation {
  const offset = heardAtMs - observation.atMs;
  if (offset === 0) return observation;
  const moved = <Fact>(seen: Seen<Fact>): Seen<Fact> =>
    'atMs' in seen ? { fact: seen.fact, atMs: seen.atMs + offset } : seen;
  return {
    ...observation,
    atMs: heardAtMs,
    foundation: moved(observation.foundation),
    servers: moved(observation.servers),
    ...(observation.nginx === undefined ? {} : { nginx: moved(observation.nginx) }),
    ...(observation.checked === undefined ? {} : { checked: moved(observation.checked) }),
    addresses: moved(observation.addresses),
  };
}

function lookedAtMs({ addresses, foundation, atMs }: NodeObservation): number {
  if ('atMs' in addresses) return addresses.atMs;
  return 'atMs' in foundation ? foundation.atMs : atMs;
}
