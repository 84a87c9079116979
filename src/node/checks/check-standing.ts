import type { Check } from '../../site/server-check.ts';

/** What one check of one server found, in the words that HAProxy has for the same. */
export interface CheckResult {
  readonly isOk: boolean;
  /** `L7OK 200 in 1 ms`, `L4CON in 0 ms: connection refused`. */
  readonly words: string;
}

/** What is known of a server; begins as `startStanding`. */
export interface Standing {
  readonly isUp: boolean;
  /** Since when, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** Results in a row that say otherwise. */
  readonly contrary: number;
  readonly lastCheck: string | undefined;
  /** When it was called down lately, in milliseconds since 1970: who flaps returns later and later. */
  readonly downs: readonly number[];
}

/** What was longer ago says nothing about flapping. */
const LATELY_MS = 600_000;

export function startStanding(isUp: boolean, nowMs: number, downs: readonly number[] = []): Standing {
  return { isUp, sinceMs: nowMs, contrary: 0, lastCheck: undefined, downs };
}

/** `fall` failures in a row make a server down, `rise` successes up again; as HAProxy counts. */
export function noteResult(
  before: Standing,
  result: CheckResult,
  { fall, rise }: Pick<Check, 'fall' | 'rise'>,
  nowMs: number,
): Standing {
  const known = { ...before, lastCheck: result.words };
  if (result.isOk === before.isUp) return { ...known, contrary: 0 };
  const contrary = before.contrary + 1;
  if (contrary < (before.isUp ? fall : rise)) return { ...known, contrary };
  const recent = before.downs.filter((at) => nowMs - at < LATELY_MS);
  return {
    ...known,
    isUp: result.isOk,
    sinceMs: nowMs,
    contrary: 0,
    downs: result.isOk ? recent : [...recent, nowMs],
  };
}
