import { parseSessionsOf } from './haproxy-cli.ts';
import type { HaproxyGeneration } from './haproxy-generation.ts';

/** HAProxy's CLI reads 16 kB at a time, and 2.6 dies of a message of exactly 16,384 bytes: stay far below. */
const KILLS_AT_ONCE = 200;

/** Closes every session of these frontends in one HAProxy process; answers how many there were. */
export async function closeSessionsOf(
  generation: HaproxyGeneration,
  frontends: readonly string[],
): Promise<number> {
  const sessions = parseSessionsOf((await generation.ask('show sess')) ?? '', frontends);
  for (let start = 0; start < sessions.length; start += KILLS_AT_ONCE) {
    // One command a line: joined by `;` each would still get a prompt of its own.
    const batch = sessions.slice(start, start + KILLS_AT_ONCE);
    await Promise.all(batch.map((session) => generation.ask(`shutdown session ${session}`)));
  }
  return sessions.length;
}
