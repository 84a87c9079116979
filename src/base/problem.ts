import type { Place } from './text-range.ts';

export type Severity = 'error' | 'warning' | 'info';

/**
 * A finding about something a person wrote: a value, never thrown (DESIGN §2, §8).
 * In JSON it is printed exactly as it stands here.
 */
export interface Problem {
  /** `room/what-is-wrong`, for example `spec/vip-outside-subnet`; `docs/problems/ROOM/WHAT.md` explains it. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong and why, with the values, in whole sentences. */
  readonly message: string;
  /** The file, as the user named it. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  /** What to do, as an order without "Fix:". */
  readonly remedy: string;
}

export function problem(
  code: string,
  path: string,
  place: Place,
  message: string,
  remedy: string,
  severity: Severity = 'error',
): Problem {
  return { code, severity, message, path, line: place.line, column: place.column, remedy };
}
