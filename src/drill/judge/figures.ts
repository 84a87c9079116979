import type { AgentsFigures } from '../agents/agents-figures.ts';
import type { Attempt, Measurements, Span } from '../measurements.ts';
import { holdersAt, longestMs, oneHolderSince } from './holding.ts';

/** What one run of a drill says; printed as it stands. Times in milliseconds, to a tenth. */
export interface RunFigures {
  /** New connections started, or datagrams sent. */
  readonly sent: number;
  /** New connections that got no right answer from a server, without those `inFlight`. */
  readonly lost: number;
  /**
   * Requests that died although nothing was wrong when they started: they were connected and not yet answered at the
   * instant of the fault, or at an instant at which the VIP moved.
   */
  readonly inFlight: number;
  /** Long sessions, open before, that broke. */
  readonly cut: number;
  /** The longest gap between the starts of successive good requests. */
  readonly outageMs: number;
  /** The slowest good request. */
  readonly slowestMs: number;
  readonly holdersBefore: readonly string[];
  readonly holdersAfter: readonly string[];
  /** The longest time with two holders (or more). */
  readonly twoHoldersMs: number;
  /** From the last thing the drill did until the site was as before; null = not within the time of a run. */
  readonly recoveredMs: number | null;
  /** Datagrams that came back more than once; default: connections were asked for, no datagrams. */
  readonly repeated?: number;
  /** What the simulated Wazuh agents of the lab had of it; default: there are none. */
  readonly agents?: AgentsFigures;
}

/** What the verdict also looks at, and the public figures do not show. */
export interface Observations {
  /** 1 = another node held the VIP at the end than before. */
  readonly moved: number;
  readonly holdersAtEnd: number;
  /** The longest time with no holder. */
  readonly nobodyMs: number;
  /** From healing (of a partition, of a link) until one node held the VIP for good. */
  readonly oneHolderAfterHealMs: number;
  /** Of `lost`, those that started after that. */
  readonly lostAfterHealing: number;
  /** The latest start of a connection behind its time: a stalled machine, not a fault of the site. */
  readonly proberLateMs: number;
  /** Long sessions that could be opened. */
  readonly opened: number;
}

export interface JudgedRun {
  readonly figures: RunFigures;
  readonly observations: Observations;
}

/** Turns what one run measured into its figures. `addresses` are those of the VIP that the drill is about. */
export function judgeRun(measured: Measurements, addresses: readonly string[]): JudgedRun {
  const { attempts, sessions, marks } = measured;
  const holds = measured.holds.filter(({ address }) => addresses.includes(address));
  const good = attempts.filter(({ result }) => result === 'ok');
  const bad = attempts.filter(({ result }) => result !== 'ok');
  const inFlight = bad.filter((attempt) => wasInFlight(attempt, marks.excused));
  const lost = bad.filter((attempt) => !inFlight.includes(attempt));
  const holdersBefore = holdersAt(holds, marks.startUs);
  const holdersAfter = holdersAt(holds, marks.endUs);
  const twoHoldersMs = longestMs(holds, addresses, marks, (holders) => holders > 1);
  const single = oneHolderSince(holds, addresses, marks);
  const whole = marks.healedUs === undefined ? undefined : Math.max(marks.healedUs, single ?? Infinity);
  return {
    figures: {
      sent: attempts.length,
      ...(measured.repeated === undefined ? {} : { repeated: measured.repeated }),
      lost: lost.length,
      inFlight: inFlight.length,
      cut: sessions.filter(({ openedUs, brokenUs }) => openedUs !== undefined && brokenUs !== undefined)
        .length,
      outageMs: tenth(outageUs(attempts) / 1000),
      slowestMs: tenth(Math.max(0, ...good.map(({ startUs, endUs }) => endUs - startUs)) / 1000),
      holdersBefore,
      holdersAfter,
      twoHoldersMs: tenth(twoHoldersMs),
      recoveredMs:
        marks.recoveredUs === undefined
          ? null
          : tenth(Math.max(0, marks.recoveredUs - marks.lastActUs) / 1000),
    },
    observations: {
      moved: holdersAfter.some((node) => !holdersBefore.includes(node)) ? 1 : 0,
      holdersAtEnd: holdersAfter.length,
      nobodyMs: tenth(longestMs(holds, addresses, marks, (holders) => holders === 0)),
      oneHolderAfterHealMs:
        marks.healedUs === undefined || whole === undefined ? 0 : tenth((whole - marks.healedUs) / 1000),
      lostAfterHealing: whole === undefined ? 0 : lost.filter(({ startUs }) => startUs >= whole).length,
      proberLateMs: tenth(Math.max(0, ...attempts.map(({ dueUs, startUs }) => startUs - dueUs)) / 1000),
      opened: sessions.filter(({ openedUs }) => openedUs !== undefined).length,
    },
  };
}

/** It had its connection, and one of the spans fell between its start and its end, if only in part. */
export function wasInFlight(attempt: Attempt, spans: readonly Span[]): boolean {
  if (attempt.connectedUs === undefined) return false;
  return spans.some(({ fromUs, toUs }) => attempt.startUs <= toUs && fromUs <= attempt.endUs);
}

/**
 * The longest gap between the starts of successive good requests. The first and the last attempt bound it too, so
 * that a service that never came back has an outage as long as it was asked.
 */
export function outageUs(attempts: readonly Attempt[]): number {
  const starts = attempts.map(({ startUs }) => startUs).sort((one, other) => one - other);
  const edges = [starts.at(0), starts.at(-1)].filter((edge) => edge !== undefined);
  const good = attempts.filter(({ result }) => result === 'ok').map(({ startUs }) => startUs);
  const points = [...edges, ...good].sort((one, other) => one - other);
  let longest = 0;
  for (let index = 1; index < points.length; index += 1) {
    longest = Math.max(longest, (points[index] as number) - (points[index - 1] as number));
  }
  return longest;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
