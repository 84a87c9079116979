import type { PageBeat } from '../../src/node/page/page-site.ts';

/** How a run goes that is on, to be drawn. Milliseconds from the start of its probe. */
export interface LiveCourse {
  readonly times: readonly number[];
  readonly ok: readonly number[];
  readonly failed: readonly number[];
  readonly slowestMs: readonly (number | null)[];
  /** When the drill did something. */
  readonly actsMs: readonly number[];
  /** Who had the VIP, a node after the other; isTwo = so had another one. */
  readonly holds: readonly LiveHold[];
  /** All of the run so far. */
  readonly answered: number;
  readonly lost: number;
  /** Now. */
  readonly holders: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
}

export interface LiveHold {
  readonly node: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly isTwo: boolean;
}

/** What one sees at a glance. */
const WINDOW_MS = 15_000;

/** The newest run, its last 15 seconds. undefined = nothing was told of it yet. */
export function liveCourse(beats: readonly PageBeat[]): LiveCourse | undefined {
  const last = beats.at(-1);
  if (last === undefined) return undefined;
  const run = beats.filter(({ startMs }) => startMs === last.startMs);
  const toMs = last.atMs - last.startMs;
  const shown = run.filter(({ atMs }) => last.atMs - atMs <= WINDOW_MS);
  const fromMs = (shown[0]?.atMs ?? last.atMs) - last.startMs;
  const sum = (key: 'ok' | 'failed') => run.reduce((all, beat) => all + beat[key], 0);
  return {
    times: shown.map(({ atMs }) => atMs - last.startMs),
    ok: shown.map(({ ok }) => ok),
    failed: shown.map(({ failed }) => failed),
    slowestMs: shown.map(({ slowestMs }) => slowestMs),
    actsMs: shown.flatMap(({ atMs, acts }, index) =>
      acts > (shown[index - 1]?.acts ?? acts) ? [atMs - last.startMs] : [],
    ),
    holds: holdsIn(shown, last.startMs),
    answered: sum('ok'),
    lost: sum('failed'),
    holders: last.holders,
    fromMs,
    toMs,
  };
}

function holdsIn(beats: readonly PageBeat[], startMs: number): readonly LiveHold[] {
  const holds: { node: string; fromMs: number; toMs: number; isTwo: boolean }[] = [];
  let beforeMs = (beats[0]?.atMs ?? startMs) - startMs;
  for (const { atMs, holders } of beats) {
    const toMs = atMs - startMs;
    const isTwo = holders.length > 1;
    for (const node of holders) {
      const open = holds.findLast((one) => one.node === node);
      // A beat that comes late is no time without a holder.
      if (open?.isTwo === isTwo && open.toMs === beforeMs) open.toMs = toMs;
      else holds.push({ node, fromMs: beforeMs, toMs, isTwo });
    }
    beforeMs = toMs;
  }
  return holds;
}

/** Nodes that have the VIP at once, by the newest beat of a drill; empty = at most one has. */
export function twoHoldersNow(beats: readonly PageBeat[], nowMs: number): readonly string[] {
  const last = beats.at(-1);
  return last !== undefined && last.holders.length > 1 && nowMs - last.atMs < 1_500 ? last.holders : [];
}

/** Known beats and more, each once; those of a former drill are forgotten when another begins. */
export function mergeBeats(
  known: readonly PageBeat[],
  more: readonly PageBeat[],
  most: number,
): readonly PageBeat[] {
  const last = known.at(-1)?.atMs ?? 0;
  const fresh = more.filter(({ atMs }) => atMs > last);
  return fresh.length === 0 ? known : [...known, ...fresh].slice(-most);
}
