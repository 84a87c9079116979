import { Fault } from '../../base/fault.ts';
import type { Clock } from './apply-ports.ts';
import { reachOf } from './reach.ts';

const PAUSE_MS = 250;

/** Asks until there is an answer or the time is over; a refusal is an answer. @returns why it failed; undefined = it is done */
export async function tryFor(
  clock: Clock,
  deadlineMs: number,
  ask: () => Promise<unknown>,
  isAnswer: (fault: Fault) => boolean = (fault) => reachOf(fault) === 'refused',
): Promise<Fault | undefined> {
  const deadline = clock.elapsed() + deadlineMs;
  for (;;) {
    try {
      await ask();
      return undefined;
    } catch (error) {
      // Whatever is no Fault is a bug of ours.
      if (!(error instanceof Fault)) throw error;
      if (isAnswer(error) || clock.elapsed() >= deadline) return error;
    }
    await clock.sleep(PAUSE_MS);
  }
}
