import type { ServerCounts } from '../../engines/haproxy/server-facts.ts';

/** Of columns that count: requests or sessions a second, failures, answers of 5xx; `–` = nobody counts. */
export const COUNT_HEADING = ['PER SECOND', 'FAILED', '5XX'] as const;

export function countCells(counts: ServerCounts | undefined): readonly string[] {
  if (counts === undefined) return COUNT_HEADING.map(() => '–');
  return [String(counts.perSecond), String(counts.failed), String(counts.errors)];
}
