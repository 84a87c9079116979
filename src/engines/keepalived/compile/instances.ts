import type { Address, Family, Vip } from '../../../site/site.ts';

/** One VRRP instance: the addresses of one family of a VIP. */
export interface Instance {
  /** The VIP's name for IPv4, `VIP:6` for IPv6; names of the spec cannot hold a `:`. */
  readonly name: string;
  readonly family: Family;
  /** At least one. */
  readonly addresses: readonly Address[];
}

/** The instances of a VIP, IPv4 first: VRRP speaks one family. */
export function instancesOf(vip: Vip): readonly Instance[] {
  return ([4, 6] as const)
    .map((family) => ({
      name: family === 4 ? vip.name : `${vip.name}:6`,
      family,
      addresses: vip.addresses.filter((address) => address.family === family),
    }))
    .filter(({ addresses }) => addresses.length > 0);
}

/** The time between adverts that Keepalived will keep: version 2 knows whole seconds only, version 3 hundredths. */
export function advertMs(vip: Vip): number {
  const step = vip.vrrp.version === 2 ? 1_000 : 10;
  return Math.max(step, Math.ceil(vip.advertMs / step) * step);
}

/** A prefix of /128 keeps an IPv6 VIP from becoming the source of the node's own connections. */
export function heldPrefix(address: Address): number {
  return address.family === 6 ? 128 : address.prefix;
}
