import type { Site, Vip } from '../../site/site.ts';

/**
 * VIPs whose VRRP instances do not understand each other while one node has the former site and another the next: what
 * they advertise, as whom, and how often differs. A VIP that is new counts as well: who has it first holds it.
 */
export function interruptedVips(former: Site | undefined, next: Site): readonly string[] {
  return next.vips
    .filter((vip) => {
      const before = former?.vips.find(({ name }) => name === vip.name);
      // One that was only renamed keeps its instance.
      if (before === undefined) return !former?.vips.some((other) => !isUnlike(other, vip));
      return isUnlike(before, vip) || isImpatient(before, vip) || isImpatient(vip, before);
    })
    .map(({ name }) => name);
}

/** Nodes that come and go are no matter: those that stay take them up and let them go without an interruption. */
function isUnlike(before: Vip, after: Vip): boolean {
  const both = before.holders.filter(({ node }) => after.holders.some((other) => other.node === node));
  const nodes = both.map(({ node }) => node);
  return speaksAs(before, nodes) !== speaksAs(after, nodes);
}

/** All that a peer compares. The first address of a family is advertised, further ones are not. */
function speaksAs({ addresses, holders, vrrp, raw }: Vip, nodes: readonly string[]): string {
  const advertised = ([4, 6] as const).map(
    (family) => addresses.find((address) => address.family === family)?.address,
  );
  const speakers = nodes.map((node) => {
    const own = holders.find((holder) => holder.node === node);
    return [node, own?.interface, own?.source.map(({ address }) => address)];
  });
  return JSON.stringify([advertised, speakers, vrrp, raw.keepalived]);
}

/** Version 2 drops adverts with another interval; version 3 waits by its own one until it has heard the first. */
function isImpatient(before: Vip, after: Vip): boolean {
  if (after.vrrp.version === 2) return before.advertMs !== after.advertMs;
  return before.advertMs >= 3 * after.advertMs;
}
