import { inSubnet, parseIp, parseIpInSubnet } from '../../base/address.ts';
import type { Finding, Rule } from '../../base/rule.ts';
import type { VirtualAddress, VrrpInstance } from '../../engines/keepalived/meaning/meaning.ts';
import type { LintSite } from '../lint-site.ts';
import { isUnicast, type Member, membersOf, sayPlace, sayVips, sharesVip } from '../vrrp-group.ts';

/** Two VIPs of different nodes on one network under the same virtual router id. */
export const routerIdOfAnotherPair: Rule<LintSite> = {
  code: 'pair/router-id-of-another-pair',
  severity: 'error',
  title: 'Two VIPs share one virtual router id',
  why:
    'Nodes with the same virtual_router_id on one network are one virtual router to each other. Each refuses the ' +
    "other's adverts because the addresses differ, or follows them and gives up its own VIP.",
  source: 'RFC 5798 section 5.2.3 (the id is unique on a network); keepalived issue 2444',
  find: (site) => {
    const members = membersOf(site);
    return members.flatMap((member, index) => {
      const earlier = members.slice(0, index).find((other) => clash(other, member, members));
      return earlier === undefined ? [] : [clashFinding(earlier, member)];
    });
  },
};

function clashFinding(earlier: Member, { instance, node }: Member): Finding {
  const id = instance.routerId;
  return {
    at: id?.at ?? instance.at,
    message: `${sayVips(instance)} on ${node.name} and ${sayVips(earlier.instance)} on ${earlier.node.name} (${sayPlace(earlier.instance.routerId?.at ?? earlier.instance.at)}) have the same virtual_router_id ${id?.value} on one network: the nodes take each other for the same virtual router.`,
    remedy:
      'give one of the two VIPs a virtual_router_id that nobody on this network uses, on all nodes that carry it.',
  };
}

function clash(left: Member, right: Member, all: readonly Member[]): boolean {
  if (left.node.name === right.node.name) return false;
  const id = left.instance.routerId?.value;
  if (id === undefined || id !== right.instance.routerId?.value) return false;
  if (left.instance.addresses.length === 0 || right.instance.addresses.length === 0) return false;
  if (isUnicast(left.instance) || isUnicast(right.instance)) return false;
  if (isJoined(left, right, all)) return false;
  return onOneNetwork(left.instance, right.instance);
}

/** They share a VIP, or their nodes share one of these VIPs in other instances: then it is a slip within one pair. */
function isJoined(left: Member, right: Member, all: readonly Member[]): boolean {
  if (sharesVip(left, right)) return true;
  return all.some(
    (other) =>
      (other.node.name === right.node.name && sharesVip(other, left)) ||
      (other.node.name === left.node.name && sharesVip(other, right)),
  );
}

/** A VIP of one lies in the subnet of a VIP of the other; one without a prefix does not tell its subnet. */
function onOneNetwork(left: VrrpInstance, right: VrrpInstance): boolean {
  return left.addresses.some((one) =>
    right.addresses.some((other) => liesIn(one, other) || liesIn(other, one)),
  );
}

function liesIn({ address }: VirtualAddress, { address: host, prefix }: VirtualAddress): boolean {
  const ip = parseIp(address);
  const subnet = prefix === undefined ? undefined : parseIpInSubnet(`${host}/${prefix}`);
  return ip !== undefined && subnet !== undefined && inSubnet(ip, subnet);
}
