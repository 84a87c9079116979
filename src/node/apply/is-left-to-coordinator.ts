import type { ApplyPorts } from './apply-ports.ts';
import { type ApplyProgress, ENDED_STAGES } from './apply-progress.ts';
import { currentSpec } from './current-spec.ts';
import { ignoreFault } from './fault-of.ts';
import { interruptedVips } from './interrupted-vips.ts';
import type { OnTrial } from './on-trial.ts';
import type { TrialOrder } from './orders.ts';

/**
 * Whether a trial that was found after a restart is left alone for now: VRRP instances of its release and of the former one
 * do not hear each other, so that only who leads all nodes can take it back without two holders. It is waited for as long as
 * it leads, and for one lease while it does not say.
 * @param coordinated the order that this node leads itself
 */
export async function isLeftToCoordinator(
  ports: Pick<ApplyPorts, 'node' | 'clock' | 'state' | 'compile' | 'peers'>,
  { record: { order }, foundAt }: Pick<OnTrial, 'record' | 'foundAt'>,
  coordinated: TrialOrder | undefined,
): Promise<boolean> {
  const former = (await currentSpec(ports))?.compiled.site;
  const next = ports.compile(order.spec, order.file, order.routerIds);
  if (former === undefined || !('site' in next)) return false;
  if (interruptedVips(former, next.site).length === 0) return false;
  const door = ports.peers(next.site).get(order.coordinator);
  const leads =
    order.coordinator === ports.node
      ? coordinated?.apply === order.apply || undefined
      : leadsStill(order, await door?.progress().catch(ignoreFault));
  return leads ?? ports.clock.elapsed() - foundAt < order.leaseMs;
}

/** undefined = it says nothing of this apply: it does not answer, or has only just started. */
function leadsStill({ apply }: TrialOrder, progress: ApplyProgress | undefined): boolean | undefined {
  return progress?.id === apply ? !ENDED_STAGES.includes(progress.stage) : undefined;
}
