import type { Attempt, LongSession } from '../measurements.ts';

/** A line of the probe's file. */
export type ProbeLine =
  | ({ readonly kind: 'request' } & Attempt)
  | ({ readonly kind: 'session' } & LongSession);

export interface ProbeRecord {
  readonly attempts: readonly Attempt[];
  readonly sessions: readonly LongSession[];
}

export function printProbeRecord({ attempts, sessions }: ProbeRecord): string {
  const lines: ProbeLine[] = [
    ...sessions.map((session) => ({ kind: 'session' as const, ...session })),
    ...attempts.map((attempt) => ({ kind: 'request' as const, ...attempt })),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Throws a SyntaxError for what no probe wrote. */
export function parseProbeRecord(text: string): ProbeRecord {
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ProbeLine);
  return {
    attempts: lines
      .filter((line) => line.kind === 'request')
      .map(({ kind: _, ...attempt }) => attempt as Attempt),
    sessions: lines
      .filter((line) => line.kind === 'session')
      .map(({ kind: _, ...session }) => session as LongSession),
  };
}
