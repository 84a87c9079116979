import type { NodeObservation } from '../status/node-observation.ts';
import { nodeUnhealthy } from './apply-faults.ts';
import type { Clock } from './apply-ports.ts';
import { type Expected, judgeHealth } from './judge-health.ts';
import type { TrialDoor } from './trial-door.ts';

/** A node that is not well by then will not be: a check and its repetition take seconds, a start of an engine less than one. */
export const HEALTH_DEADLINE_MS = 15_000;
/** Its daemon looks at once after a change: 20 to 60 ms with 500 servers. */
const LOOK_EVERY_MS = 25;

export interface Waiting {
  readonly apply: string;
  readonly door: Pick<TrialDoor, 'observation'>;
  readonly clock: Clock;
  readonly expected: Expected;
  /**
   * Processes were begun anew. The first look that shows the trial may have begun before they were; later ones have not.
   */
  readonly isAnew: boolean;
  /** Throws when there is no use in waiting any more. */
  readonly mayGoOn: () => void;
}

/**
 * Waits until the node's own daemon, looking after the change, finds it as healthy as before.
 * @throws Fault `node/unhealthy-after-change`
 */
export async function waitHealthy({ apply, door, clock, expected, isAnew, mayGoOn }: Waiting): Promise<void> {
  const deadline = clock.elapsed() + HEALTH_DEADLINE_MS;
  let reasons: readonly string[] = ['its daemon has not looked since'];
  let seenMs: number | undefined;
  for (;;) {
    mayGoOn();
    const now = await door.observation().catch((error: unknown) => String(error));
    if (typeof now === 'string') reasons = [`its daemon does not answer: ${now}`];
    else if (isNewLook(now, apply, seenMs)) {
      const mayBeOld = isAnew && seenMs === undefined;
      seenMs = now.atMs;
      reasons = judgeHealth(expected, now);
      if (reasons.length === 0 && !mayBeOld) return;
    }
    if (clock.elapsed() >= deadline) throw nodeUnhealthy(expected.node, reasons, HEALTH_DEADLINE_MS);
    await clock.sleep(LOOK_EVERY_MS);
  }
}

function isNewLook(now: NodeObservation, apply: string, seenMs: number | undefined): boolean {
  return now.release.trial?.apply === apply && (seenMs === undefined || now.atMs > seenMs);
}
