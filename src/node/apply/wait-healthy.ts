import type { NodeObservation } from '../status/node-observation.ts';
import { nodeUnhealthy } from './apply-faults.ts';
import type { Clock } from './apply-ports.ts';
import { type Expected, judgeHealth } from './judge-health.ts';
import type { TrialDoor } from './trial-door.ts';

/** A node that is not well by then will not be: a check and its repetition take seconds, a start of an engine less than one. */
export const HEALTH_DEADLINE_MS = 15_000;
const LOOK_EVERY_MS = 50;

export interface Waiting {
  readonly apply: string;
  readonly door: Pick<TrialDoor, 'observation'>;
  readonly clock: Clock;
  readonly expected: Expected;
  /** Looks of the node that must find it healthy, one after the other: 1 when no process was touched, else 2 later ones. */
  readonly looks: 1 | 2;
  /** Throws when there is no use in waiting any more. */
  readonly mayGoOn: () => void;
}

/**
 * Waits until the node's own daemon, looking after the change, finds it as healthy as before.
 * @throws Fault `node/unhealthy-after-change`
 */
export async function waitHealthy({ apply, door, clock, expected, looks, mayGoOn }: Waiting): Promise<void> {
  const deadline = clock.elapsed() + HEALTH_DEADLINE_MS;
  let reasons: readonly string[] = ['its daemon has not looked since'];
  // With processes begun anew, a look may have begun before they were; the ones after the first that is seen have not.
  let left = looks === 1 ? 1 : looks + 1;
  let seenMs: number | undefined;
  for (;;) {
    mayGoOn();
    const now = await door.observation().catch((error: unknown) => String(error));
    if (typeof now === 'string') reasons = [`its daemon does not answer: ${now}`];
    else if (isNewLook(now, apply, seenMs)) {
      seenMs = now.atMs;
      reasons = judgeHealth(expected, now);
      left = reasons.length === 0 ? left - 1 : looks;
      if (left === 0) return;
    }
    if (clock.elapsed() >= deadline) throw nodeUnhealthy(expected.node, reasons, HEALTH_DEADLINE_MS);
    await clock.sleep(LOOK_EVERY_MS);
  }
}

function isNewLook(now: NodeObservation, apply: string, seenMs: number | undefined): boolean {
  return now.release.trial?.apply === apply && (seenMs === undefined || now.atMs > seenMs);
}
