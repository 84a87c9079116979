import { closeSessionsOf } from './close-sessions.ts';
import type { EngineGuest } from './engine-guest.ts';
import type { HaproxyGeneration } from './haproxy-generation.ts';

/** Closes every session of these frontends, in all processes that still answer; says how many. */
export async function closeHaproxySessions(
  { current, old }: EngineGuest<HaproxyGeneration>,
  frontends: readonly string[],
): Promise<number> {
  const generations = [...(current === undefined ? [] : [current]), ...old];
  const counts = await Promise.all(generations.map((generation) => closeSessionsOf(generation, frontends)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Asks an old process; its words are handed on as they come. False = there is no such process, or it does not answer. */
export async function askOldHaproxy(
  { old }: EngineGuest<HaproxyGeneration>,
  pid: number,
  command: string,
  take: (text: string) => void,
): Promise<boolean> {
  const generation = old.find((one) => one.pid === pid);
  return (await generation?.stream(command, take)) ?? false;
}
