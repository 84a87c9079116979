import type { SiteView } from '../../node/status/site-view.ts';
import { calm } from '../calm.ts';
import type { Output } from '../output-option.ts';
import { wantsColour } from '../paint.ts';
import { pauseFor } from '../pause-for.ts';
import { reasonOf } from '../reason-of.ts';
import type { SiteDoors } from '../site-door.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { ageView, stillWords } from './age-view.ts';
import { followAll } from './follow-events.ts';
import { canDraw, openScreen } from './open-screen.ts';
import { printView } from './print-view.ts';

/** How long a picture stands when nothing is said to have changed. */
const TICK_MS = 1000;
/** Of events that come at once, one picture is drawn. */
const GATHER_MS = 50;

/** Draws the status again after every event and every second; without a terminal only what has changed. */
export async function watchStatus(site: SiteDoors, output: Output): Promise<number> {
  await site.door();
  const screen = output === 'table' && canDraw(process.stdout) ? openScreen(process.stdout) : undefined;
  const draw =
    screen === undefined ? printChanges(output) : (look: Look) => screen.draw(picture(look, screen.width()));
  try {
    return await untilInterrupted((signal) => redraw(site, signal, draw, screen?.onResize));
  } finally {
    screen?.close();
  }
}

/** The last view, and why there is no newer one. */
interface Look {
  readonly view: SiteView;
  readonly lateMs: number;
  readonly trouble: string | undefined;
}

async function redraw(
  site: SiteDoors,
  signal: AbortSignal,
  draw: (look: Look) => void,
  onResize: ((listener: () => void) => void) | undefined,
): Promise<void> {
  let wake = (): void => {};
  onResize?.(() => wake());
  const following = followAll(site.all(), new Map(), signal, {
    onEvent: () => wake(),
    onTrouble: () => wake(),
  });
  let last: { view: SiteView; atMs: number } | undefined;
  while (!signal.aborted) {
    let trouble: string | undefined;
    try {
      const view = await Promise.race([viewOf(site), aborted(signal)]);
      if (view === undefined) break;
      last = { view: calm(view), atMs: Date.now() };
    } catch (error) {
      if (last === undefined) throw error;
      trouble = reasonOf(error);
    }
    if (signal.aborted) break;
    draw({ view: last.view, lateMs: Date.now() - last.atMs, trouble });
    const woken = new AbortController();
    wake = () => woken.abort();
    await pauseFor(TICK_MS, AbortSignal.any([signal, woken.signal]));
    if (woken.signal.aborted) await pauseFor(GATHER_MS, signal);
  }
  await following;
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

/** From the node that answered first; when it is gone, from any other. */
async function viewOf(site: SiteDoors): Promise<SiteView> {
  const first = await site.door();
  try {
    return await first.status();
  } catch (error) {
    for (const { door } of site.all()) {
      if (door === first) continue;
      const view = await door.status().catch(() => undefined);
      if (view !== undefined) return view;
    }
    throw error;
  }
}

function picture({ view, lateMs, trouble }: Look, width: number | undefined): string {
  const canvas = { colour: wantsColour(process.stdout), width, nowMs: Date.now() };
  const text = printView(ageView(view, lateMs), canvas);
  return trouble === undefined ? text : `${troubleWords(view, lateMs, trouble)}\n\n${text}`;
}

function troubleWords({ seenBy }: SiteView, lateMs: number, why: string): string {
  return `NO ANSWER from ${seenBy}'s daemon for ${Math.ceil(lateMs / 1000)} s; below is what it said last.\n  ${why}`;
}

/** Without a terminal: a picture only when something other than ages and counters has changed. */
function printChanges(output: Output): (look: Look) => void {
  let former = '';
  return ({ view, lateMs, trouble }) => {
    const now = `${trouble === undefined} ${stillWords(view)}`;
    if (now === former) return;
    former = now;
    if (output === 'json') {
      if (trouble === undefined) process.stdout.write(`${JSON.stringify(view)}\n`);
      return;
    }
    process.stdout.write(`${picture({ view, lateMs, trouble }, undefined)}\n`);
  };
}
