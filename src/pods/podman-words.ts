import type { PodHealth, PodLink, PodNetwork } from './pod.ts';

/** Units lie apart from what they mount: that lies below /etc/holdfast. */
export function hostPath(source: string): string {
  return source.startsWith('./') ? `/etc/holdfast/${source.slice(2)}` : source;
}

/** What Podman's `--network` takes, once an interface; `nameOf` tells the network of a link. */
export function networkWord(network: PodNetwork, nameOf: (link: PodLink) => string): readonly string[] {
  if (network.kind === 'host') return ['host'];
  if (network.kind === 'namespace') return [`ns:/run/netns/${network.name}`];
  return network.links.map((link) => {
    const addresses = link.addresses.map(({ address }) => `ip=${address}`);
    return `${nameOf(link)}:${[...addresses, `interface_name=${link.interface}`].join(',')}`;
  });
}

/** The settings of a health check, as they stand behind `Health` and, in small letters, `--health-`. */
export function podmanHealth(health: PodHealth): readonly (readonly [string, string])[] {
  return [
    ['Cmd', health.command],
    ['Interval', `${health.everyS}s`],
    ['Timeout', '5s'],
    ['Retries', String(health.retries)],
    ['StartPeriod', `${health.startS}s`],
  ];
}
