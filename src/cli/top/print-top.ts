import { siteWordsOf } from '../at-site.ts';
import { paint, wantsColour } from '../paint.ts';
import type { SiteDoors, SiteOptions } from '../site-doors.ts';
import { pageOf } from './frame.ts';
import { readOnlyBecause } from './read-only.ts';
import { factsOf } from './run-top.ts';
import type { Seen } from './seen.ts';
import { listenTo } from './site-listener.ts';
import type { Ink, Line } from './spans.ts';
import type { TopState } from './top-state.ts';

/** Longer than a look at all nodes and through the VIPs takes. */
const MOST_MS = 3_000;
const WIDTH = 80;

/** Prints one view as it is now, as many lines as it takes. */
export async function printTop(site: SiteDoors, options: SiteOptions, state: TopState): Promise<void> {
  const still = { lab: site.lab?.name, readOnly: readOnlyBecause(options), siteWords: siteWordsOf(options) };
  const seen = await new Promise<Seen>((resolve) => {
    const now = (): Seen => ({ ...still, ...factsOf(listening), nowMs: Date.now() });
    const end = () => {
      clearTimeout(timer);
      resolve(now());
      listening.close();
    };
    const timer = setTimeout(end, MOST_MS);
    const listening = listenTo(site, () => isWhole(now()) && end());
  });
  const inks = inksOf(wantsColour(process.stdout));
  const lines = pageOf(state, seen, process.stdout.columns ?? WIDTH);
  process.stdout.write(lines.map((line) => `${lineOf(line, inks)}\n`).join(''));
}

/** All that a frame is made of was seen. */
function isWhole({ site, revisions }: Seen): boolean {
  if (site?.view === undefined || site.shape === undefined || revisions === undefined) return false;
  const { services } = site.shape;
  return (
    services.length === 0 || (site.through.length > 0 && site.through.every(({ ok }) => ok !== undefined))
  );
}

function inksOf(colour: boolean): Readonly<Record<Ink, (text: string) => string>> {
  const { good, warn, bad, dim, strong } = paint(colour);
  return { plain: (text) => text, strong, good, warn, bad, dim, scream: bad, chosen: strong };
}

function lineOf(line: Line, inks: ReturnType<typeof inksOf>): string {
  const last = line.length - 1;
  return line
    .map(({ text, ink }, index) => inks[ink](index === last ? text.trimEnd() : text))
    .join('')
    .trimEnd();
}
