import type { Site } from '../site/site.ts';
import { freeAddress } from './free-address.ts';
import { addressesOf } from './grow-plan.ts';
import type { Member, NetworkPlan } from './network-plan.ts';
import { usedAddresses } from './used-addresses.ts';
import { managersOf } from './wazuh-cluster.ts';
import { managerPlayer } from './wazuh-players.ts';

/**
 * A further manager for a lab that runs: on the master's wire, with an address that nobody has. undefined = there is no
 * master to join, or no address is left.
 */
export function giveManager(running: NetworkPlan, site: Site, name: string): Member | undefined {
  const master = managersOf({ dir: '', plan: running }).find(({ player }) => player.type === 'master');
  const link = master?.member.links[0];
  const subnet = link?.addresses[0];
  if (master === undefined || link === undefined || subnet === undefined || !site.wazuh) return undefined;
  const used = usedAddresses(site);
  for (const { address } of running.members.flatMap(addressesOf)) used.add(address);
  const address = freeAddress(subnet, used);
  if (address === undefined) return undefined;
  return {
    name,
    kind: 'server',
    links: [{ ...link, port: '', addresses: [{ ...subnet, address }] }],
    players: [managerPlayer(site.wazuh, name, address, master.player.address)],
    given: true,
  };
}

/** The first `managerN` that nobody is called. */
export function nextManagerName({ members, aliases }: NetworkPlan): string {
  const taken = new Set([...members.map(({ name }) => name), ...Object.keys(aliases)]);
  for (let number = 1; ; number += 1) {
    if (!taken.has(`manager${number}`)) return `manager${number}`;
  }
}
