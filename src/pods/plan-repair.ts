import type { SeenPod } from './judge-pods.ts';
import type { ObservedContainer } from './observed-container.ts';

/** One command to the engine of containers. `restart` of what does not run starts it. */
export interface RepairStep {
  readonly do: 'stop' | 'restart';
  readonly container: ObservedContainer;
  readonly why: string;
}

/** Order: who speaks VRRP is silent before the network goes, and speaks again when everything else is there. */
export function planRepair({ containers }: SeenPod): readonly RepairStep[] {
  const holder = containers.find(({ container }) => container.joins === undefined);
  const members = containers.filter((one) => one !== holder);
  const holderBroken = holder?.trouble !== undefined;
  const wrong = members.filter(
    ({ trouble }) => holderBroken || (trouble !== undefined && trouble.code !== 'pods/holder-gone'),
  );
  const speakers = wrong.filter(({ container }) => speaksVrrp(container));
  const others = wrong.filter(({ container }) => !speaksVrrp(container));
  const because = (trouble: string | undefined): string =>
    trouble ?? 'the holder of its network is restarted';
  return [
    ...(holderBroken ? speakers.filter(({ container }) => container.running) : []).map(({ container }) => ({
      do: 'stop' as const,
      container,
      why: 'so that the VIP is elsewhere before the network goes',
    })),
    ...(holder?.trouble === undefined ? [] : [restart(holder.container, holder.trouble.message)]),
    ...[...others, ...speakers].map(({ container, trouble }) =>
      restart(container, because(trouble?.message)),
    ),
  ];
}

function restart(container: ObservedContainer, why: string): RepairStep {
  return { do: 'restart', container, why };
}

function speaksVrrp({ name }: ObservedContainer): boolean {
  return /keepalived|vrrp/i.test(name);
}
