import type { Site } from '../../site/site.ts';

/** The site in which a node takes no part in some VIPs: its engines do not know them, the rest is as it was. */
export function stepBack(site: Site, node: string, vips: readonly string[]): Site {
  return {
    ...site,
    vips: site.vips.map((vip) =>
      vips.includes(vip.name)
        ? { ...vip, holders: vip.holders.filter((holder) => holder.node !== node) }
        : vip,
    ),
  };
}
