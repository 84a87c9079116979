import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { DrillFollower, DrillRun, PageBeat, PageEvent, PageMessage, PageSite } from './page-site.ts';
import { pauseFor } from './pause-for.ts';
import type { SiteFeed } from './site-feed.ts';

export interface PageStreamOptions {
  readonly slowReaderMs: number;
  /** The reader did not make room in time, and was cut off. */
  readonly onSlow: () => void;
  /** Calls whenever a drill has something new; the answer ends it. Default: there are no drills. */
  readonly onDrill?: (follower: DrillFollower) => () => void;
}

const GATHER_MS = 60;
/** More events than these are not kept for a reader that is behind: the page asks the journals again. */
const MOST_WAITING = 2_000;

/**
 * What the page is told, until one of both sides ends it. Of what a reader has not taken yet only the newest look is
 * kept: there is never more of it in memory than one.
 */
export async function streamPage(
  feed: SiteFeed,
  response: ServerResponse,
  { slowReaderMs, onSlow, onDrill }: PageStreamOptions,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  const told = new Map<string, string>();
  let site: PageSite | undefined;
  let events: PageEvent[] = [];
  let drill: DrillRun | undefined;
  let beats: PageBeat[] = [];
  let wake = (): void => {};
  let onEnd = (): void => {};
  gone.signal.addEventListener('abort', () => onEnd(), { once: true });
  const ends = [
    feed.listen({
      onSite: (now) => ((site = now), wake()),
      onEvents: (more) => {
        events = [...events, ...more].slice(-MOST_WAITING);
        wake();
      },
    }),
    onDrill?.({
      onDrill: (now) => ((drill = now), wake()),
      onBeats: (more) => {
        beats = [...beats, ...more].slice(-MOST_WAITING);
        wake();
      },
    }),
  ];
  try {
    site = await feed.now();
    events = [...(await feed.recent()), ...events];
    while (!gone.signal.aborted) {
      const messages: PageMessage[] = [];
      if (site !== undefined) messages.push({ is: 'site', site: changedOf(site, told) });
      if (events.length > 0) messages.push({ is: 'events', events });
      if (drill !== undefined) messages.push({ is: 'drill', drill });
      if (beats.length > 0) messages.push({ is: 'beats', beats });
      [site, events, drill, beats] = [undefined, [], undefined, []];
      const text = messages.map((message) => `data: ${JSON.stringify(message)}\n\n`).join('');
      if (!response.write(text) && !(await drained(response, gone.signal, slowReaderMs))) {
        if (!gone.signal.aborted) onSlow();
        return;
      }
      // What happens close together is one message.
      await pauseFor(GATHER_MS, gone.signal);
      if (site !== undefined || events.length > 0 || drill !== undefined || beats.length > 0) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        onEnd = resolve;
      });
    }
  } finally {
    for (const end of ends) end?.();
    gone.abort();
    response.destroy();
  }
}

/** Only the parts that are not as this reader knows them; `told` is kept up to date. */
export function changedOf(
  site: PageSite,
  told: Map<string, string>,
): Partial<PageSite> & { readonly atMs: number } {
  const changed = Object.entries(site).filter(([key, value]) => {
    const text = JSON.stringify(value) ?? '';
    if (told.get(key) === text) return false;
    told.set(key, text);
    return true;
  });
  return { ...Object.fromEntries(changed), atMs: site.atMs };
}

async function drained(response: ServerResponse, gone: AbortSignal, withinMs: number): Promise<boolean> {
  try {
    await once(response, 'drain', { signal: AbortSignal.any([gone, AbortSignal.timeout(withinMs)]) });
    return true;
  } catch {
    return false;
  }
}
