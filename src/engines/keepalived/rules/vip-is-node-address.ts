import { parseIp } from '../../../base/address.ts';
import type { Finding, Rule } from '../../../base/rule.ts';
import type { KeepalivedMeaning } from '../meaning/meaning.ts';
import type { KeepalivedSubject } from './subject.ts';

export const vipIsNodeAddress: Rule<KeepalivedSubject> = {
  code: 'keepalived/vip-is-node-address',
  severity: 'error',
  title: 'VIP is the address of a node',
  why: 'An address that belongs to a node is there also when the node is not the holder: two machines answer for it.',
  source: 'RFC 5798 section 6.1; measured with 2.2.7: accepted without a word',
  find: ({ keepalived }) => {
    const fixed = fixedAddresses(keepalived);
    return keepalived.instances.flatMap(({ addresses, excludedAddresses, priority }) =>
      [...addresses, ...excludedAddresses].flatMap((vip): readonly Finding[] => {
        const owner = fixed.get(vip.address);
        // The owner of an address, with priority 255, has it by right.
        if (owner === undefined || priority?.value === 255) return [];
        return [
          {
            at: vip.at,
            message: `The VIP ${vip.address} is ${owner} as well: a node keeps its own address when it is not the holder, and two machines answer for it.`,
            remedy: 'choose an address for the VIP that no machine has.',
          },
        ];
      }),
    );
  },
};

/** Addresses that stay where they are, with what they are. */
function fixedAddresses({ instances, blocks }: KeepalivedMeaning): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, entry } of blocks.filter(({ kind }) => kind === 'static_ipaddress')) {
    for (const { words, condition } of entry.block ?? []) {
      const address = parseIp(words[0]?.value.split('/')[0] ?? '')?.address;
      if (address !== undefined && condition === undefined)
        found.set(address, `a static_ipaddress of this node (${path}:${words[0]?.line})`);
    }
  }
  for (const { unicastSource, unicastPeers, name } of instances) {
    for (const { value } of unicastPeers) found.set(value, `the address of a peer of ${name} (unicast_peer)`);
    const own = parseIp(unicastSource?.value ?? '')?.address;
    if (own !== undefined) found.set(own, `this node's own address (unicast_src_ip of ${name})`);
  }
  return found;
}
