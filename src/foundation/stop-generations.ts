import type { Generation } from './generation.ts';

/** Soft stop: no new connections; sessions get `graceMs`, then the processes are ended. */
export async function stopGenerations(all: readonly Generation[], graceMs: number): Promise<void> {
  for (const generation of all) {
    generation.hangUp();
    generation.stopSoftly();
  }
  const deadline = performance.now() + graceMs;
  while (all.some((generation) => !isGone(generation)) && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (const generation of all) if (!isGone(generation)) generation.kill();
}

/** Its process has ended, and whatever that had started. */
export function isGone(generation: Generation): boolean {
  return generation.ended && !generation.leavesOthers();
}
