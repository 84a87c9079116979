import { wasInFlight } from '../../src/drill/judge/figures.ts';
import type { Attempt, Span } from '../../src/drill/measurements.ts';

export interface Deed extends Span {
  readonly action: string;
  readonly came: string;
  /** It may move the VIP. */
  readonly moves: boolean;
  /** It did not do what it must. */
  readonly wrong: string | undefined;
}

export interface Loss {
  readonly attempt: Attempt;
  /** What was being done when it started, or was done last. */
  readonly during: string;
  readonly sinceMs: number;
  /** Microseconds from its start: when it was connected, ended, and when the VIP came, left or was learnt within a second. */
  readonly story: string;
}

export interface Traffic {
  readonly sent: number;
  readonly lost: readonly Loss[];
  readonly inFlight: number;
  readonly slowestMs: number;
  /** How late the probe itself was at most: a stalled machine. */
  readonly proberLateMs: number;
  /** Moves of the VIP that nobody ordered, with what was being done. */
  readonly unasked: readonly string[];
}

/** A move is asked for from the beginning of a switchover until this long after its end. */
const TAIL_US = 3_000_000;
/** Instants that are no further apart belong to one move. */
const ONE_MOVE_US = 100_000;

/** New connections that got no answer; requests in flight at a move that was ordered are counted apart. */
export function judgeTraffic(
  attempts: readonly Attempt[],
  deeds: readonly Deed[],
  movesUs: readonly number[],
  /** Those at which it came to a node or left one: where a client finds it again, which it may look up at any time, is no move. */
  heldUs: readonly number[] = movesUs,
): Traffic {
  const isAsked = (atUs: number) =>
    deeds.some(({ moves, fromUs, toUs }) => moves && atUs >= fromUs && atUs <= toUs + TAIL_US);
  const asked = spansOf(movesUs.filter(isAsked));
  const bad = attempts.filter(({ result }) => result !== 'ok');
  const inFlight = bad.filter((attempt) => wasInFlight(attempt, asked));
  const good = attempts.filter(({ result }) => result === 'ok');
  return {
    sent: attempts.length,
    lost: bad
      .filter((attempt) => !inFlight.includes(attempt))
      .map((attempt) => ({
        attempt,
        ...duringWhat(attempt.startUs, deeds),
        story: storyOf(attempt, movesUs),
      })),
    inFlight: inFlight.length,
    slowestMs: mostOf(good.map(({ startUs, endUs }) => (endUs - startUs) / 1000)),
    proberLateMs: mostOf(attempts.map(({ dueUs, startUs }) => (startUs - dueUs) / 1000)),
    unasked: heldUs
      .filter((atUs) => !isAsked(atUs))
      .map((atUs) => {
        const { during, sinceMs } = duringWhat(atUs, deeds);
        return `the VIP moved unasked, ${sinceMs} ms after the beginning of: ${during}`;
      }),
  };
}

function duringWhat(atUs: number, deeds: readonly Deed[]): { during: string; sinceMs: number } {
  const last = deeds.findLast(({ fromUs }) => fromUs <= atUs);
  if (last === undefined) return { during: 'nothing yet', sinceMs: 0 };
  const over = atUs > last.toUs ? ', which had ended' : '';
  return { during: `${last.action}: ${last.came}${over}`, sinceMs: Math.round((atUs - last.fromUs) / 1000) };
}

/**
 * A move is all between its first and its last instant: `ip` stamps what it tells when it is run, which on a busy machine is
 * some milliseconds after the kernel did it. So the client may have learnt the new place before the stamp says so.
 */
function spansOf(instantsUs: readonly number[]): readonly Span[] {
  const spans: { fromUs: number; toUs: number }[] = [];
  for (const atUs of instantsUs) {
    const last = spans.at(-1);
    if (last !== undefined && atUs - last.toUs <= ONE_MOVE_US) last.toUs = atUs;
    else spans.push({ fromUs: atUs, toUs: atUs });
  }
  return spans;
}

function storyOf({ startUs, connectedUs, endUs }: Attempt, movesUs: readonly number[]): string {
  const near = movesUs.map((atUs) => atUs - startUs).filter((us) => Math.abs(us) < 1_000_000);
  const connected = connectedUs === undefined ? '-' : connectedUs - startUs;
  return `connected ${connected}, ended ${endUs - startUs}, moves ${near.join(' ') || '-'}`;
}

/** Not by spreading: there are hundreds of thousands. */
function mostOf(figures: readonly number[]): number {
  return Math.round(figures.reduce((most, figure) => Math.max(most, figure), 0));
}
