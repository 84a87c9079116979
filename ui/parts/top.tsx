import { headlineOf } from '../see/headline.ts';
import { spanWords } from '../see/time-words.ts';
import { about, heardAtMs, link, nowMs, site, tickMs } from '../state/link.ts';
import { route } from '../state/route.ts';
import { theme, turnTheme } from '../state/theme.ts';
import { Clock } from './small.tsx';

const NAMES: Readonly<Record<string, string>> = { vips: 'VIPs' };

/** Name of the site, the verdict in a word, all views, and whether the page still hears anything. */
export function Top({ views }: { readonly views: readonly string[] }) {
  const { tone, word } = headlineOf(site.value, link.value, nowMs.value);
  const name = site.value?.view?.site ?? '…';
  document.title = `${word}: ${name} · Holdfast`;
  const now = nowMs.value;
  return (
    <header class="top">
      <div class="brand">
        <svg viewBox="0 0 32 32" aria-hidden="true" width="22" height="22">
          <path d="M16 3v12M16 15c-6 0-9 4-10 13M16 15c-3 2-4 6-4 13M16 15c3 2 4 6 4 13M16 15c6 0 9 4 10 13" />
        </svg>
        <h1>{name}</h1>
        {about.value?.lab !== undefined && <span class="chip">lab {about.value.lab}</span>}
        <span class={`word big ${tone}`}>{word}</span>
      </div>
      <nav aria-label="views">
        {views.map((view) => (
          <a key={view} href={`#/${view}`} aria-current={route.value.view === view ? 'page' : undefined}>
            {NAMES[view] ?? view[0]?.toUpperCase() + view.slice(1)}
          </a>
        ))}
      </nav>
      <div class="status">
        <span class={`chip link ${link.value}`}>
          {link.value === 'live' ? 'live' : `${link.value} ${spanWords(tickMs.value - heardAtMs.value)}`}
        </span>
        <span class="chip">
          {about.value?.mayChange === true ? `operator ${about.value.who}` : 'read-only'}
        </span>
        <span class="clock">
          <Clock atMs={now} nowMs={now} />
        </span>
        <button
          type="button"
          class="quiet"
          onClick={turnTheme}
          aria-label={theme.value === 'dark' ? 'light colours' : 'dark colours'}
        >
          {theme.value === 'dark' ? '☀' : '☾'}
        </button>
      </div>
    </header>
  );
}
