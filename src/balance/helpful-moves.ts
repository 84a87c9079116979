import type { Counts } from './balance-plan.ts';
import { countOf, partOf, sumOf } from './counts.ts';
import { type Prediction, predict } from './predict.ts';
import type { ServerLoad } from './server-load.ts';

/** Of ten sessions that are moved, at least one must come to where it is needed; else clients are disturbed for nothing. */
const WORTH = 0.1;
/** Plans after one another that are looked ahead, until the chooser's counts are whole enough. */
const ROUNDS = 40;

/**
 * The excess of all servers, or as much of it as helps. All of it does when the chooser counts every session; when it
 * does not, it may send too many to one server, or back to where they came from. A smaller part then comes closer, and
 * the next plan goes on from there.
 * @param isOver says whether a server (by index) would have too many with so many sessions
 * @returns empty when nothing helps
 */
export function helpfulMoves(
  loads: readonly ServerLoad[],
  shares: readonly number[],
  isOver: (index: number, sessions: number) => boolean,
): Counts {
  const excess = excessOf(loads, shares);
  const unseen = Object.fromEntries(
    loads.map(({ server, sessions, counted }) => [
      server,
      Math.min(countOf(excess, server), Math.max(0, sessions - counted)),
    ]),
  );
  const moves = partThatHelps(loads, shares, unseen, isOver) ?? partThatHelps(loads, shares, excess, isOver);
  return moves ?? (helpsInTheEnd(loads, shares, isOver) ? excess : {});
}

/** @returns as much of `most` as helps; undefined = nothing of it does */
function partThatHelps(
  loads: readonly ServerLoad[],
  shares: readonly number[],
  most: Counts,
  isOver: (index: number, sessions: number) => boolean,
): Counts | undefined {
  for (let wanted = sumOf(most); wanted >= 1; wanted = Math.floor(wanted / 2)) {
    const moves = withoutReturns(loads, partOf(most, wanted));
    const moved = sumOf(moves);
    if (moved === 0) continue;
    const after = predict(loads, moves);
    const gain =
      distance(
        loads.map(({ sessions }) => sessions),
        shares,
      ) - distance(after.sessions, shares);
    if (gain >= WORTH * moved && !harms(loads, after, isOver)) return moves;
  }
  return undefined;
}

function excessOf(loads: readonly ServerLoad[], shares: readonly number[]): Counts {
  return Object.fromEntries(
    loads.flatMap(({ server, sessions, mayGive }, index) =>
      mayGive && sessions > shares[index]! ? [[server, sessions - shares[index]!]] : [],
    ),
  );
}

/**
 * Sessions that HAProxy does not count come back to where they were, but as ones that it counts, so that those of the next
 * round go elsewhere. Each can blind it only once: this has an end.
 */
function helpsInTheEnd(
  loads: readonly ServerLoad[],
  shares: readonly number[],
  isOver: (index: number, sessions: number) => boolean,
): boolean {
  const before = distance(
    loads.map(({ sessions }) => sessions),
    shares,
  );
  let now = loads;
  let moved = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const moves = excessOf(now, shares);
    if (!now.some(({ server, sessions, counted }) => countOf(moves, server) > 0 && sessions > counted)) break;
    const after = predict(now, moves);
    if (harms(loads, after, isOver)) return false;
    moved += sumOf(moves);
    now = now.map((load, index) => ({
      ...load,
      sessions: after.sessions[index]!,
      counted: after.counted[index]!,
    }));
  }
  return (
    before -
      distance(
        now.map(({ sessions }) => sessions),
        shares,
      ) >=
    WORTH * Math.max(1, moved)
  );
}

/** A session that the chooser counts and would send back to the server that it left need not move at all. */
function withoutReturns(loads: readonly ServerLoad[], moves: Counts): Counts {
  const { gets } = predict(loads, moves);
  const needless = loads.map(({ server, sessions, counted }, index) =>
    Math.min(gets[index]!, Math.max(0, countOf(moves, server) - Math.max(0, sessions - counted))),
  );
  return Object.fromEntries(
    loads.flatMap(({ server }, index) => {
      const rest = countOf(moves, server) - needless[index]!;
      return rest > 0 ? [[server, rest]] : [];
    }),
  );
}

/** Sessions that are on a server above its share. */
function distance(sessions: readonly number[], shares: readonly number[]): number {
  return sessions.reduce((all, count, index) => all + Math.max(0, count - shares[index]!), 0);
}

/** Some session has nowhere to go, or a server gets sessions and has too many then. */
function harms(
  loads: readonly ServerLoad[],
  after: Prediction,
  isOver: (index: number, sessions: number) => boolean,
): boolean {
  return (
    after.homeless > 0 ||
    loads.some(({ sessions }, index) => {
      const then = after.sessions[index]!;
      return then > sessions && isOver(index, then);
    })
  );
}
