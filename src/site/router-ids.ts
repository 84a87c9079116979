import { fnv1a } from '../base/digest.ts';

export interface RouterIdWish {
  readonly vip: string;
  /** What the spec says; undefined = ours to choose. */
  readonly wanted: number | undefined;
}

/**
 * A router id (1 to 255) for each VIP: the spec's, else the one that was kept from before, else one derived from the
 * names of site and VIP, so that two sites on one network seldom meet. What is taken is stepped over.
 */
export function routerIds(
  site: string,
  vips: readonly RouterIdWish[],
  kept: Readonly<Record<string, number>>,
): ReadonlyMap<string, number> {
  const chosen = new Map<string, number>();
  const taken = new Set<number>();
  const choose = (vip: string, id: number) => {
    chosen.set(vip, id);
    taken.add(id);
  };
  for (const { vip, wanted } of vips) if (wanted !== undefined) choose(vip, wanted);
  for (const { vip } of vips) {
    const id = Object.hasOwn(kept, vip) ? kept[vip] : undefined;
    if (!chosen.has(vip) && id !== undefined && isRouterId(id) && !taken.has(id)) choose(vip, id);
  }
  for (const { vip } of vips) {
    if (chosen.has(vip)) continue;
    let id = (fnv1a(`${site}/${vip}`) % 255) + 1;
    // 255 VIPs at most are checked before; the bound keeps this total all the same.
    for (let tries = 0; taken.has(id) && tries < 255; tries += 1) id = (id % 255) + 1;
    choose(vip, id);
  }
  return chosen;
}

function isRouterId(id: number): boolean {
  return Number.isInteger(id) && id >= 1 && id <= 255;
}
