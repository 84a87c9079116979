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
export function parseProbeRecord(file: string): ProbeRecord {
  const attempts: Attempt[] = [];
  const sessions: LongSession[] = [];
  for (const text of file.split('\n')) {
    if (text === '') continue;
    const line = JSON.parse(text) as ProbeLine;
    if (line.kind === 'request') attempts.push(line);
    else sessions.push(line);
  }
  return { attempts, sessions };
}
