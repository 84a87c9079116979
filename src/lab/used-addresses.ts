import { parseIp } from '../base/address.ts';
import type { Site } from '../site/site.ts';
import type { WantedManager } from './wazuh-players.ts';

/** Canonical texts of all addresses that a site gives to somebody. */
export function usedAddresses(site: Site, managers: readonly WantedManager[] = []): Set<string> {
  const hosts = [
    ...site.pools.flatMap(({ servers }) => servers.map(({ host }) => host)),
    ...managers.flatMap(({ address }) => address ?? []),
  ];
  return new Set([
    ...site.nodes
      .flatMap(({ interfaces }) => interfaces.flatMap(({ addresses }) => addresses))
      .map(({ address }) => address),
    ...site.vips.flatMap(({ addresses }) => addresses.map(({ address }) => address)),
    ...hosts.flatMap((host) => parseIp(host)?.address ?? []),
  ]);
}
