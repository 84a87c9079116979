import { inSubnet, networkOf, parseIp } from '../base/address.ts';
import type { NodeInterface, Site, SiteNode } from '../site/site.ts';
import type { PodLink, PodNetwork, PodOptions } from './pod.ts';

/** The network of a node's pod: an interface for each of the node's, with the same addresses. */
export function planNetwork(node: SiteNode, options: PodOptions): PodNetwork {
  const { network: kind } = options;
  if (kind === 'host') return { kind };
  const links = node.interfaces.map((one) => linkOf(one, options));
  return kind === 'namespace' ? { kind, name: `holdfast-${node.name}`, links } : { kind, links };
}

function linkOf({ name, addresses }: NodeInterface, { parents, gateways }: PodOptions): PodLink {
  const first = ([4, 6] as const).flatMap((family) =>
    addresses.filter((one) => one.family === family).slice(0, 1),
  );
  return {
    interface: name,
    parent: parents[name] ?? name,
    addresses: first.map((one) => ({
      ...one,
      subnet: networkOf(one),
      gateway: gateways.find((text) => {
        const ip = parseIp(text);
        return ip !== undefined && inSubnet(ip, one);
      }),
    })),
  };
}

/** What a network of a node needs to be told to the kernel; nothing where it is not ours to tell. */
export function settingsOf(site: Site, network: PodNetwork['kind']): Readonly<Record<string, string>> {
  return network === 'host' || network === 'namespace' ? {} : networkSettings(hasIpv6(site));
}

/** The same for whoever makes the network by hand. */
export function networkSettings(ipv6: boolean): Readonly<Record<string, string>> {
  return {
    // A node listens on VIPs that it does not hold (yet).
    'net.ipv4.ip_nonlocal_bind': '1',
    ...(ipv6 ? { 'net.ipv6.conf.all.disable_ipv6': '0', 'net.ipv6.ip_nonlocal_bind': '1' } : {}),
    // A dying foundation hands its queue to the next.
    'net.ipv4.tcp_migrate_req': '1',
    // Connections that nobody owns any more keep a network alive that is gone, and with it the hardware address that the
    // next one is to have. 3 tries last some 3 s; the kernel's 8 last 100 s.
    'net.ipv4.tcp_orphan_retries': '3',
    // An interface answers ARP for its own addresses only.
    'net.ipv4.conf.all.arp_ignore': '1',
    'net.ipv4.conf.all.arp_announce': '2',
    // Ports below 1024 without a capability for them.
    'net.ipv4.ip_unprivileged_port_start': '0',
  };
}

export function hasIpv6(site: Site): boolean {
  return site.vips.some(({ addresses }) => addresses.some(({ family }) => family === 6));
}
