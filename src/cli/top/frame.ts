import { clockWords } from '../../../ui/see/time-words.ts';
import { actionRows } from './action-rows.ts';
import { bannerLines } from './banner-lines.ts';
import { helpRows } from './help-rows.ts';
import type { Row } from './row.ts';
import { headline, inkOf, linkOf, type Seen, silenceOf } from './seen.ts';
import { clipLine, fillLine, type Line, lineWidth, type Span, span } from './spans.ts';
import { type TopState, VIEW_NAMES, VIEW_TITLES } from './top-state.ts';
import { chosenId, viewRows } from './view-rows.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole screen: exactly `height` lines, each exactly `width` columns wide. */
export function frameOf(state: TopState, seen: Seen, { width, height }: Size): readonly Line[] {
  const { head, rows, body } = layout(state, seen, { width, height });
  const from = firstLine(state, rows, body);
  const chosen = state.action === undefined && !state.isHelp ? chosenId(state, rows) : undefined;
  const shown = rows.slice(from, from + body).map(({ line, id }) => {
    const isChosen = id !== undefined && id === chosen;
    const marked = isChosen ? [span('> ', 'strong'), ...afterMargin(line)] : line;
    const told =
      linkOf(seen) === 'live' || state.action !== undefined || state.isHelp ? marked : greyed(marked);
    return isChosen ? fillLine(told, width).map(({ text }) => span(text, 'chosen')) : told;
  });
  const more = { from, to: from + shown.length, of: rows.length };
  const lines = [...head, ...padTo(shown, body), foot(state, seen, more, width)];
  return padTo(lines.slice(0, height), height).map((line) => fillLine(line, width));
}

/** One whole view for a ticket or a pipe: as many lines as it takes. */
export function pageOf(state: TopState, seen: Seen, width: number): readonly Line[] {
  const isLive = linkOf(seen) === 'live';
  const rows = viewRows(state, seen, width).map(({ line }) => (isLive ? line : greyed(line)));
  return [titleLine(seen, width), ...bannerLines(seen, width, 20), [], ...rows].map((line) =>
    clipLine(line, width),
  );
}

/** How many lines the view has room for, and which line of it is the first. */
export function layout(state: TopState, seen: Seen, { width, height }: Size) {
  const banners = bannerLines(seen, width, Math.max(1, Math.floor(height / 5)));
  const head = [titleLine(seen, width), tabLine(state, width), ...banners, rule(width)];
  const body = Math.max(1, height - head.length - 1);
  const rows = state.isHelp
    ? helpRows(width)
    : state.action !== undefined
      ? actionRows(state.action, seen, width)
      : viewRows(state, seen, width);
  return { head, body, rows };
}

/** The first line that is shown: as scrolled to, but the chosen row stays in sight, and nothing is scrolled past the end. */
export function firstLine(state: TopState, rows: readonly Row[], body: number): number {
  const last = Math.max(0, rows.length - body);
  if (state.isHelp || state.action !== undefined) return 0;
  const wanted = Math.min(last, Math.max(0, state.scroll[state.view] ?? 0));
  const id = chosenId(state, rows);
  const at = id === undefined ? -1 : rows.findIndex((row) => row.id === id);
  if (at < 0) return wanted;
  const isFirst = rows.findIndex((row) => row.id !== undefined) === at;
  if (isFirst && at < body) return 0;
  return Math.max(at - body + 1, Math.min(at, wanted));
}

function titleLine(seen: Seen, width: number): Line {
  const { tone, word } = headline(seen);
  const link = linkOf(seen);
  const left: Line = [
    span(` ${seen.site?.view?.site ?? '…'} `, 'strong'),
    span(word.toUpperCase(), inkOf(tone)),
    ...(seen.lab === undefined ? [] : [span(`  lab ${seen.lab}`, 'dim')]),
    ...(seen.readOnly === undefined ? [] : [span('  read-only', 'dim')]),
  ];
  const linkWords = link === 'live' ? 'live' : link === 'lost' ? `LOST ${silenceOf(seen)}` : 'looking';
  const right: Line = [
    span(linkWords, link === 'live' ? 'good' : link === 'lost' ? 'bad' : 'dim'),
    span(`  ${clockWords(seen.nowMs, seen.nowMs, 'UTC')} UTC `, 'dim'),
  ];
  const gap = width - lineWidth(left) - lineWidth(right);
  if (gap >= 1) return [...left, span(' '.repeat(gap)), ...right];
  return [...clipLine(left, width - lineWidth(right) - 1), span(' '), ...right];
}

/** All views with their keys; where there is no room, the names of the others are left out. */
function tabLine({ view }: TopState, width: number): Line {
  const tab = (whole: boolean) =>
    VIEW_NAMES.flatMap((name, index): readonly Span[] => {
      const isHere = name === view;
      const title = whole || isHere ? ` ${VIEW_TITLES[name]}` : '';
      return [
        span(' '),
        span(isHere ? `[${index + 1}${title}]` : ` ${index + 1}${title} `, isHere ? 'strong' : 'plain'),
      ];
    });
  return lineWidth(tab(true)) <= width ? tab(true) : tab(false);
}

function rule(width: number): Line {
  return [span('─'.repeat(width), 'dim')];
}

interface Shown {
  readonly from: number;
  readonly to: number;
  readonly of: number;
}

function foot(state: TopState, seen: Seen, { from, to, of }: Shown, width: number): Line {
  const filter = state.filters[state.view] ?? '';
  const isMore = of > to - from;
  const place = isMore ? ` ${from + 1}–${to} of ${of} ` : '';
  const left: Line = state.isFiltering
    ? [span(' /', 'strong'), span(filter), span(' ', 'chosen'), span('  Enter = keep, Esc = show all', 'dim')]
    : state.note !== ''
      ? [span(` ${state.note}`, 'warn')]
      : [
          ...(filter === '' ? [] : [span(` only "${filter}" (Esc = all) `, 'warn')]),
          span(state.action !== undefined || state.isHelp ? '' : keysOf(state, seen), 'dim'),
        ];
  const room = width - lineWidth([span(place)]);
  return [...fillLine(left, room), span(place, 'dim')];
}

function keysOf({ view }: TopState, { readOnly }: Seen): string {
  const mayAct = view === 'pools' || view === 'sessions';
  const act = mayAct ? (readOnly === undefined ? '  d drain or bring back' : '  (read-only)') : '';
  return ` 1-7 views  / filter${act}  ? help  q quit`;
}

/** What is not seen now has no colour of its own. */
function greyed(line: Line): Line {
  return line.map(({ text }) => ({ text, ink: 'dim' as const }));
}

/** The line without the two columns that the mark of the choice takes. */
function afterMargin([first, ...rest]: Line): Line {
  return first === undefined ? [] : [span(first.text.slice(2), first.ink), ...rest];
}

function padTo(lines: readonly Line[], count: number): readonly Line[] {
  return [...lines, ...Array.from({ length: Math.max(0, count - lines.length) }, (): Line => [])];
}
