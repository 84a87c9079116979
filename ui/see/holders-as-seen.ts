import type { PageSite } from '../../src/node/page/page-site.ts';
import type { Tone } from './headline.ts';
import { ageOf, STALE_MS } from './stale.ts';

export interface VipSeen {
  readonly vip: string;
  readonly addresses: readonly string[];
  readonly tone: Tone;
  /** `lb1`, `nobody`, `lb1 and lb2`, `not seen`. */
  readonly holder: string;
  readonly sinceMs: number | undefined;
  /** What each node says, with the age of it. */
  readonly says: readonly {
    readonly by: string;
    readonly holder: string;
    readonly ageMs: number | undefined;
    readonly isOld: boolean;
    /** It says another thing than the whole. */
    readonly isOther: boolean;
  }[];
}

/** Who holds each VIP, together and as each node sees it. */
export function holdersAsSeen(site: PageSite, nowMs: number): readonly VipSeen[] {
  return Object.entries(site.view?.vips ?? {}).map(([vip, seen]) => {
    const { addresses, holders, unseen = [] } = seen;
    const holder = holderWords(
      holders.map(({ node }) => node),
      unseen.length > 0,
    );
    const since = site.view?.holderSince[vip];
    const says = Object.entries(site.words).map(([by, word]) => {
      const claims = word.holders[vip] ?? [];
      const age = Math.max(0, ...claims.map(({ ageMs }) => ageMs));
      const ageMs = ageOf(word.heardAtMs, age, nowMs);
      const own =
        word.heardAtMs === undefined
          ? 'nothing'
          : holderWords(
              claims.map(({ node }) => node),
              false,
            );
      const isOld = word.why !== undefined || ageMs === undefined || ageMs > STALE_MS;
      return { by, holder: own, ageMs, isOld, isOther: own !== holder };
    });
    const fine = holders.length === 1 && says.every(({ isOld, isOther }) => isOld || !isOther);
    const tone: Tone =
      holders.length > 1
        ? 'bad'
        : holders.length === 0
          ? unseen.length > 0
            ? 'unknown'
            : 'bad'
          : fine
            ? 'good'
            : 'warn';
    return {
      vip,
      addresses,
      tone,
      holder,
      sinceMs: since === undefined ? undefined : Date.parse(since),
      says,
    };
  });
}

function holderWords(nodes: readonly string[], isUnseen: boolean): string {
  if (nodes.length > 0) return nodes.join(' and ');
  return isUnseen ? 'not seen' : 'nobody';
}
