import type { Site } from '../../site/site.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import { vipAfterChange } from './apply-faults.ts';
import type { Clock } from './apply-ports.ts';
import { holdsVip } from './judge-health.ts';
import { lookAtAll } from './look-at-all.ts';
import { listed } from './say.ts';
import type { TrialDoor } from './trial-door.ts';
import { HEALTH_DEADLINE_MS } from './wait-healthy.ts';

type Looks = ReadonlyMap<string, { readonly observation: NodeObservation }>;

export interface OneHolder {
  readonly site: Site;
  readonly former: Site | undefined;
  /** The nodes that were changed. */
  readonly doors: ReadonlyMap<string, Pick<TrialDoor, 'observation'>>;
  readonly before: Looks;
  /** No node was left out. */
  readonly isWhole: boolean;
  readonly clock: Clock;
  readonly mayGoOn: () => void;
}

/**
 * Waits until each VIP is on exactly one node; where nodes were left out, or a VIP had not one holder before, on not more.
 * @throws Fault `node/vip-after-change`
 */
export async function waitOneHolder(order: OneHolder): Promise<void> {
  const { site, doors, clock, mayGoOn } = order;
  const deadline = clock.elapsed() + HEALTH_DEADLINE_MS;
  for (;;) {
    mayGoOn();
    const now = await lookAtAll(doors);
    const wrong = site.vips.flatMap((vip) => {
      const holders = holding(vip, now);
      const least = order.isWhole && mustBeHeld(order, vip.name) ? 1 : 0;
      if (holders.length <= 1 && holders.length >= least) return [];
      return [
        holders.length === 0 ? `nobody holds VIP ${vip.name}` : `${listed(holders)} hold VIP ${vip.name}`,
      ];
    });
    if (wrong.length === 0) return;
    if (clock.elapsed() >= deadline) throw vipAfterChange(wrong, HEALTH_DEADLINE_MS);
    await clock.sleep(100);
  }
}

function mustBeHeld({ former, before }: OneHolder, name: string): boolean {
  const vip = former?.vips.find((other) => other.name === name);
  return vip === undefined || holding(vip, before).length > 0;
}

function holding({ name, addresses }: Site['vips'][number], looks: Looks): string[] {
  const texts = addresses.map(({ address }) => address);
  return [...looks].flatMap(([node, { observation }]) =>
    holdsVip(observation, texts, name) === true ? [node] : [],
  );
}
