import { batch, computed, signal } from '@preact/signals';
import type {
  DrillRun,
  PageAbout,
  PageBeat,
  PageEvent,
  PageMessage,
  PageSite,
} from '../../src/node/page/page-site.ts';
import { mergeEvents } from '../see/events.ts';
import { mergeBeats } from '../see/live-course.ts';
import type { LinkState } from '../see/stale.ts';

/* What the page hears, kept for all its parts. */

export const about = signal<PageAbout | undefined>(undefined);
export const site = signal<PageSite | undefined>(undefined);
export const events = signal<readonly PageEvent[]>([]);
export const drill = signal<DrillRun | undefined>(undefined);
/** Of the drill that is on or was last. */
export const beats = signal<readonly PageBeat[]>([]);
export const link = signal<LinkState>('connecting');
/** When something was heard last, by this browser's clock. */
export const heardAtMs = signal(Date.now());
/** This browser's clock, twice a second. */
export const tickMs = signal(Date.now());

/** How far the serving clock is ahead of this browser's. */
let aheadMs = 0;
/** Now, by the clock that the site's moments are told in. */
export const nowMs = computed(() => tickMs.value + aheadMs);

/** Messages come twice a second: whoever is silent for longer is gone. */
const SILENCE_MS = 1_800;
const AGAIN_MS = 700;
const TICK_MS = 500;
const MOST_BEATS = 1_200;

let source: EventSource | undefined;

export function startListening(): void {
  setInterval(() => {
    // Every message moves the clock, too.
    if (Date.now() - tickMs.value >= TICK_MS) tickMs.value = Date.now();
    if (link.value === 'live' && Date.now() - heardAtMs.value > SILENCE_MS) lose();
  }, 250);
  connect();
}

function connect(): void {
  void askAbout();
  source = new EventSource('/page/stream');
  source.addEventListener('message', ({ data }) => hear(JSON.parse(String(data)) as PageMessage));
  source.addEventListener('error', lose);
}

function lose(): void {
  source?.close();
  source = undefined;
  if (link.value !== 'connecting' || site.value !== undefined) link.value = 'lost';
  setTimeout(() => source === undefined && connect(), AGAIN_MS);
}

async function askAbout(): Promise<void> {
  try {
    const response = await fetch('/page/about', { headers: keyHeader() });
    if (!response.ok) return;
    const told = (await response.json()) as PageAbout;
    // Another page is served by now than the one that runs here.
    if (about.value !== undefined && about.value.build !== told.build) location.reload();
    about.value = told;
  } catch {
    // The stream tells that nobody answers.
  }
}

function hear(message: PageMessage): void {
  batch(() => {
    heardAtMs.value = Date.now();
    if (message.is === 'site') {
      aheadMs = message.site.atMs - Date.now();
      // A distance of less than a message's way is none.
      if (Math.abs(aheadMs) < 500) aheadMs = 0;
      site.value = { ...(site.value ?? EMPTY), ...message.site };
      tickMs.value = Date.now();
      link.value = 'live';
    } else if (message.is === 'events') events.value = mergeEvents(events.value, message.events);
    else if (message.is === 'beats') beats.value = mergeBeats(beats.value, message.beats, MOST_BEATS);
    else {
      if (drill.value?.startedAtMs !== message.drill.startedAtMs) beats.value = [];
      drill.value = message.drill;
    }
  });
}

const EMPTY: PageSite = {
  atMs: 0,
  view: undefined,
  viewAtMs: 0,
  words: {},
  shape: undefined,
  through: [],
  balances: [],
  progress: undefined,
};

const KEY = 'holdfast-key';

/** The key came behind # in the address that was printed; it stays with this browser. */
export function takeKey(): void {
  const key = /^#key=([\w-]{20,})$/.exec(location.hash)?.[1];
  if (key === undefined) return;
  localStorage.setItem(KEY, key);
  history.replaceState(null, '', '#/now');
}

export function keyHeader(): Record<string, string> {
  const key = localStorage.getItem(KEY);
  return key === null ? {} : { 'holdfast-key': key };
}
