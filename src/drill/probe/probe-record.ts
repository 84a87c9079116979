import type { Attempt, LongSession } from '../measurements.ts';

/** A line of the probe's file. */
export type ProbeLine =
  | ({ readonly kind: 'request' } & Attempt)
  | ({ readonly kind: 'session' } & LongSession)
  | { readonly kind: 'repeated'; readonly count: number };

export interface ProbeRecord {
  readonly attempts: readonly Attempt[];
  readonly sessions: readonly LongSession[];
  /** Datagrams that came back more than once. */
  readonly repeated: number;
}

export function printProbeRecord({ attempts, sessions, repeated }: ProbeRecord): string {
  const lines: ProbeLine[] = [
    ...sessions.map((session) => ({ kind: 'session' as const, ...session })),
    ...attempts.map((attempt) => ({ kind: 'request' as const, ...attempt })),
    ...(repeated === 0 ? [] : [{ kind: 'repeated' as const, count: repeated }]),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Throws a SyntaxError for what no probe wrote. */
export function parseProbeRecord(file: string): ProbeRecord {
  const attempts: Attempt[] = [];
  const sessions: LongSession[] = [];
  let repeated = 0;
  for (const text of file.split('\n')) {
    if (text === '') continue;
    const line = JSON.parse(text) as ProbeLine;
    if (line.kind === 'request') attempts.push(line);
    else if (line.kind === 'repeated') repeated += line.count;
    else sessions.push(line);
  }
  return { attempts, sessions, repeated };
}
