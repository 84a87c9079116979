import type { SiteView } from '../../node/status/site-view.ts';

/** A view that was got `byMs` ago: everything in it is so much older by now. */
export function ageView(view: SiteView, byMs: number): SiteView {
  return byMs <= 0 ? view : (older(view, byMs) as SiteView);
}

function older(value: unknown, byMs: number): unknown {
  if (Array.isArray(value)) return value.map((item) => older(item, byMs));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'ageMs' && typeof item === 'number' ? item + byMs : older(item, byMs),
    ]),
  );
}

/** What in a view is worth a new picture: two views with the same words differ in ages, counters and timings alone. */
export function stillWords(view: SiteView): string {
  return JSON.stringify(view, (key, value: unknown) => {
    if (RESTLESS.has(key)) return undefined;
    return key === 'lastCheck' && typeof value === 'string' ? value.replace(/ in \d+ ms/, '') : value;
  });
}

const RESTLESS = new Set(['observedAt', 'ageMs', 'sessions', 'counts', 'tookMs', 'daysLeft', 'atMs']);
