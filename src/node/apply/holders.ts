import type { Site } from '../../site/site.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import { holdsVip } from './judge-health.ts';
import type { Cast } from './plan-turns.ts';

type Looks = ReadonlyMap<string, { readonly observation: NodeObservation }>;

/** VIP → the first node that sees it on itself. */
export function holdersOf(site: Site, looks: Looks): Readonly<Record<string, string>> {
  return Object.fromEntries(
    site.vips.flatMap(({ name, addresses }) => {
      const texts = addresses.map(({ address }) => address);
      const holder = [...looks].find(([, { observation }]) => holdsVip(observation, texts, name) === true);
      return holder === undefined ? [] : [[name, holder[0]]];
    }),
  );
}

/** Interrupted VIP → who alone has it while nodes are changed: its holder, else the preferred one of those who stay or join. */
export function ownersOf(
  interrupted: readonly string[],
  site: Site,
  holders: Readonly<Record<string, string>>,
  { staying, joining }: Cast,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    interrupted.flatMap((vip) => {
      const holder = holders[vip];
      if (holder !== undefined && staying.includes(holder)) return [[vip, holder]];
      const fit = site.vips
        .find(({ name }) => name === vip)
        ?.holders.filter(({ node }) => staying.includes(node) || joining.includes(node))
        .toSorted((left, right) => right.priority - left.priority)[0];
      return fit === undefined ? [] : [[vip, fit.node]];
    }),
  );
}
