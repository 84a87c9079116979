import { type Headline, headlineOf, type Tone } from '../../../ui/see/headline.ts';
import { type LinkState, silentNodes } from '../../../ui/see/stale.ts';
import { spanWords } from '../../../ui/see/time-words.ts';
import type { PageEvent, PageSite } from '../../node/page/page-site.ts';
import type { Revision } from '../../node/state/revision.ts';
import type { Ink } from './spans.ts';

/** All that a view is made of. */
export interface Seen {
  /** undefined = nothing was seen yet. */
  readonly site: PageSite | undefined;
  readonly events: readonly PageEvent[];
  /** The newest first; undefined = not asked yet. */
  readonly revisions: readonly Revision[] | undefined;
  /** The lab's name; undefined = real hosts. */
  readonly lab: string | undefined;
  /** Why nothing can be changed from here; undefined = it can. */
  readonly readOnly: string | undefined;
  /** What follows a command to mean this site: ` --lab-name web`. */
  readonly siteWords: string;
  readonly nowMs: number;
}

/** lost = not one daemon answers any more. */
export function linkOf({ site }: Seen): LinkState {
  if (site?.view === undefined) return 'connecting';
  const nodes = Object.keys(site.words).length;
  return nodes > 0 && silentNodes(site).length === nodes ? 'lost' : 'live';
}

export function headline(seen: Seen): Headline {
  return headlineOf(seen.site, linkOf(seen), seen.nowMs);
}

/** How long nobody has answered: `3.2 s`. */
export function silenceOf({ site, nowMs }: Seen): string {
  const heard = Object.values(site?.words ?? {}).flatMap(({ heardAtMs }) => heardAtMs ?? []);
  return heard.length === 0 ? '' : spanWords(nowMs - Math.max(...heard));
}

const INKS: Readonly<Record<Tone, Ink>> = { good: 'good', warn: 'warn', bad: 'bad', unknown: 'dim' };

export function inkOf(tone: Tone | 'plain'): Ink {
  return tone === 'plain' ? 'plain' : INKS[tone];
}
