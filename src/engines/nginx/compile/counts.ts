import type { Pool } from '../../../site/site.ts';
import { RUN_FILES } from '../../run-files.ts';
import { type Entry, entry } from '../grammar/tree.ts';

/**
 * nginx tells no figures of its servers: for each request, and each session at its end, it writes a short line that
 * `readCountedLine` reads. Lines are written in heaps; a disk that is full costs nginx one message a minute.
 */
const HEAPS = ['buffer=32k', 'flush=1s'] as const;
/** Of http; those of pools of `stream` begin with it. */
export const COUNTS_FORMAT = 'holdfast_counts';

/** What nginx answers itself, such as `health` or a redirect, has no server and no line. */
export function httpCounts(runDir: string): Entry[] {
  return [
    entry(
      undefined,
      'log_format',
      COUNTS_FORMAT,
      'h|$proxy_host|$upstream_addr|$upstream_status|$upstream_header_time',
    ),
    entry(undefined, 'access_log', placeOf(runDir), COUNTS_FORMAT, ...HEAPS, 'if=$proxy_host'),
  ];
}

/** `stream` has no variable that names the pool: each has a format of its own. */
export function streamFormats(pools: readonly Pool[]): Entry[] {
  return pools.map(({ name }) =>
    entry(
      undefined,
      'log_format',
      `${COUNTS_FORMAT}/${name}`,
      `s|${name}|$upstream_addr|$status|$upstream_connect_time`,
    ),
  );
}

/** Stands in a `server` block, where it hides what `stream` says of logs. */
export function streamCounts(runDir: string, { name }: Pick<Pool, 'name'>): Entry {
  return entry(undefined, 'access_log', placeOf(runDir), `${COUNTS_FORMAT}/${name}`, ...HEAPS);
}

function placeOf(runDir: string): string {
  return `${runDir}/${RUN_FILES.nginxCounts}`;
}
