import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../base/fault.ts';
import { askFoundation } from '../../foundation/control-client.ts';
import type { FoundationStatus } from '../../foundation/status.ts';
import type { AdoptedVip } from './plan/adopt-facts.ts';
import { notServing } from './plan/not-serving.ts';
import { vipsAnswer } from './vips-answer.ts';

const CONTROL = '/run/holdfast/control.sock';
const WITHIN_MS = 60_000;

/**
 * Waits until the foundation serves, and every VIP is here or answers elsewhere.
 * @throws Fault `host/adopt-not-serving` after a minute, with the last reason
 */
export async function awaitService(vips: readonly AdoptedVip[]): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  for (;;) {
    const why = await whyNot(vips);
    if (why === undefined) return;
    if (performance.now() >= deadline) throw notServingFault(why);
    await sleep(200);
  }
}

async function whyNot(vips: readonly AdoptedVip[]): Promise<string | undefined> {
  let status: FoundationStatus | undefined;
  try {
    const answer = await askFoundation(CONTROL, { do: 'status' }, 2_000);
    status = answer.ok ? answer.status : undefined;
  } catch (error) {
    return (error as Error).message;
  }
  if (status === undefined) return 'the foundation does not say how it is';
  const why = notServing(status);
  if (why !== undefined) return why;
  const elsewhere = vips.filter(({ name }) => status.vips[name]?.here !== true);
  const silent = await vipsAnswer(elsewhere, 0);
  return silent.length === 0 ? undefined : `${silent.join(', ')} is not here, and does not answer elsewhere`;
}

function notServingFault(why: string): Fault {
  return new Fault(
    'host/adopt-not-serving',
    `Holdfast did not serve within a minute: ${why}.`,
    'read journalctl -u holdfast -u holdfast-foundation@host, and run holdfast doctor',
    why,
  );
}
