import type { PageSite } from '../../src/node/page/page-site.ts';
import { type LinkState, STALE_MS, silentNodes } from './stale.ts';

/** good only when it was seen just now that all is well; unknown whenever it was not seen. */
export type Tone = 'good' | 'warn' | 'bad' | 'unknown';

export interface Headline {
  readonly tone: Tone;
  /** One word, beside every colour. */
  readonly word: string;
  readonly sentence: string;
}

const VERDICTS: Readonly<Record<string, Tone>> = {
  serving: 'good',
  degraded: 'warn',
  down: 'bad',
  unknown: 'unknown',
};

/** The one sentence at the top. */
export function headlineOf(site: PageSite | undefined, link: LinkState, nowMs: number): Headline {
  if (site?.view === undefined) {
    const sentence = link === 'lost' ? 'The page hears nothing.' : 'Nothing was seen yet.';
    return { tone: 'unknown', word: 'unknown', sentence };
  }
  const { view } = site;
  const silent = silentNodes(site);
  const isOld = nowMs - site.viewAtMs > STALE_MS || silent.length === Object.keys(site.words).length;
  if (link !== 'live' || isOld) {
    return { tone: 'unknown', word: 'not seen now', sentence: `The last that was heard: ${view.sentence}` };
  }
  const twice = Object.entries(view.vips).find(([, { holders }]) => holders.length > 1);
  if (twice !== undefined) {
    const nodes = twice[1].holders.map(({ node }) => node).join(' and ');
    return {
      tone: 'bad',
      word: 'two holders',
      sentence: `${nodes} hold ${twice[0]} at once. ${view.sentence}`,
    };
  }
  const fails = site.through.filter(({ ok }) => ok === false);
  if (fails.length > 0 && view.verdict === 'serving') {
    const [first] = fails;
    const sentence = `${first?.service} does not answer through the VIP (${first?.says}). ${view.sentence}`;
    return { tone: 'bad', word: 'no answer', sentence };
  }
  const tone = VERDICTS[view.verdict] ?? 'unknown';
  return {
    tone: tone === 'good' && view.redundancy.level !== 'full' ? 'warn' : tone,
    word: view.verdict,
    sentence: view.sentence,
  };
}
