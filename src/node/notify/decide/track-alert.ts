import type { Channel } from '../../../site/channel.ts';
import { type Alert, type Moment, severityRank } from './alert.ts';

/** What a channel was told of one alert, and what it is owed; JSON. */
export interface Tracked {
  readonly alert: Alert;
  readonly firing: boolean;
  readonly startedMs: number;
  /** undefined while it fires. */
  readonly endedMs?: number | undefined;
  /** not: by nobody yet · here: by this node · there: by another, as far as this one can know. */
  readonly told: 'not' | 'here' | 'there';
  /** both: it fired and ended before it could be told. */
  readonly owes: 'nothing' | 'firing' | 'resolved' | 'both';
  /** Since when it is owed. */
  readonly owedMs: number;
  readonly toldMs: number;
  /** The last changes, at most one more than may be told one by one. */
  readonly changes: readonly number[];
  readonly flapping: boolean;
  /** What it was the last time, of what happens and does not last. */
  readonly moment?: { readonly what: string; readonly atMs: number } | undefined;
}

type Damp = Channel['damp'];

/** The same thing, seen twice. */
const SAME_MOMENT_MS = 30_000;
/** So long what happened counts as firing, where receivers want an end. */
const MOMENT_MS = 300_000;

export function fire(before: Tracked | undefined, alert: Alert, nowMs: number, damp: Damp): Tracked {
  if (before === undefined) return begun(alert, nowMs);
  const worse = severityRank(alert.severity) > severityRank(before.alert.severity);
  if (before.firing && !worse) return { ...before, alert };
  const started = before.firing ? before.startedMs : nowMs;
  const now = { ...before, alert, firing: true, startedMs: started, endedMs: undefined };
  return changed(before.flapping ? now : owe(now, 'firing', nowMs), nowMs, damp);
}

export function happen(before: Tracked | undefined, moment: Moment, nowMs: number, damp: Damp): Tracked {
  const { what, atMs, ...alert } = moment;
  const last = before?.moment;
  if (before !== undefined && last?.what === what && Math.abs(atMs - last.atMs) < SAME_MOMENT_MS)
    return before;
  if (before === undefined) return { ...begun(alert, nowMs), startedMs: atMs, moment: { what, atMs } };
  const now = { ...before, alert, firing: true, startedMs: atMs, endedMs: undefined, moment: { what, atMs } };
  return changed(before.flapping ? now : owe(now, 'firing', nowMs), nowMs, damp);
}

export function clear(before: Tracked, nowMs: number, damp: Damp): Tracked {
  if (!before.firing) return before;
  const now = { ...before, firing: false, endedMs: nowMs };
  if (before.moment !== undefined) {
    // That what happened is over is no change of anything.
    return before.startedMs + MOMENT_MS > nowMs ? before : before.flapping ? now : ended(now, nowMs);
  }
  return changed(before.flapping ? now : ended(now, nowMs), nowMs, damp);
}

/** Forgets changes that are long ago; what did not change for that time does not flap any more, and its state is owed. */
export function calm(before: Tracked, nowMs: number, { withinMs }: Damp): Tracked {
  const changes = before.changes.filter((at) => at > nowMs - withinMs);
  if (changes.length === before.changes.length) return before;
  const now = { ...before, changes };
  if (!before.flapping || changes.length > 0) return now;
  const stable = { ...now, flapping: false };
  return stable.firing ? owe(stable, 'firing', nowMs) : ended(stable, nowMs);
}

export function owe(now: Tracked, owes: Tracked['owes'], nowMs: number): Tracked {
  return { ...now, owes, owedMs: now.owes === 'nothing' ? nowMs : now.owedMs };
}

function begun(alert: Alert, nowMs: number): Tracked {
  return {
    alert,
    firing: true,
    startedMs: nowMs,
    told: 'not',
    owes: 'firing',
    owedMs: nowMs,
    toldMs: 0,
    changes: [nowMs],
    flapping: false,
  };
}

function ended(now: Tracked, nowMs: number): Tracked {
  if (now.owes === 'firing' || now.owes === 'both') return owe(now, 'both', nowMs);
  return now.told === 'not' ? now : owe(now, 'resolved', nowMs);
}

function changed(now: Tracked, nowMs: number, { changes: most, withinMs }: Damp): Tracked {
  const recent = [...now.changes.filter((at) => at > nowMs - withinMs), nowMs];
  const changes = recent.slice(-(most + 1));
  if (now.flapping || recent.length <= most) return { ...now, changes };
  return owe({ ...now, changes, flapping: true }, 'firing', nowMs);
}
