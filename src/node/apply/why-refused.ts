import type { Fault } from '../../base/fault.ts';
import { applyInProgress, noTrial, otherBase } from './apply-faults.ts';
import type { ApplyPorts } from './apply-ports.ts';
import type { OnTrial } from './on-trial.ts';
import type { TrialOrder } from './orders.ts';

/**
 * Why a trial may not begin, or go on to its next step, on this node; undefined = it may.
 * @param ended applies that have ended here without being kept: an order for one of them has come too late
 */
export function whyRefused(
  { node, state }: Pick<ApplyPorts, 'node' | 'state'>,
  order: TrialOrder,
  on: OnTrial | undefined,
  ended: readonly string[],
): Fault | undefined {
  if (on !== undefined && on.record.order.apply !== order.apply) return applyInProgress(on.record.order);
  if (ended.includes(order.apply) || (on !== undefined && !takes(on, order)))
    return noTrial(node, order.apply);
  const base = state.current?.number ?? 0;
  return order.base === base ? undefined : otherBase(node, order.base, base);
}

/** One that was found after a restart may step back from VIPs, so that it is taken back in good order; it goes no further. */
function takes({ stage }: OnTrial, { step }: TrialOrder): boolean {
  return stage === 'unsettled' ? step !== undefined : stage !== 'undoing';
}
