import type { Finding, Rule } from '../../../base/rule.ts';
import { isKnown, textOf } from '../meaning/entries.ts';
import type { VrrpInstance } from '../meaning/meaning.ts';
import type { KeepalivedSubject } from './subject.ts';

export const sameRouterIdTwice: Rule<KeepalivedSubject> = {
  code: 'keepalived/same-router-id-twice',
  severity: 'error',
  title: 'One router id for two instances',
  why: 'Two instances of one family with one router id on one interface hear their own adverts as those of a peer.',
  source: 'keepalived -t: "VI_1 and VI_2 both use VRID 7 with IPv4 on interface eth0"',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap((instance, index): readonly Finding[] => {
      const before = keepalived.instances.slice(0, index).find((other) => meets(other, instance));
      const { routerId, interface: of } = instance;
      if (before === undefined || routerId === undefined) return [];
      return [
        {
          at: routerId.at,
          message: `${instance.name} and ${before.name} (line ${before.at.line}) both have virtual_router_id ${routerId.value} on ${of?.value ?? 'one interface'}: each takes the adverts of the other for those of a peer.`,
          remedy: 'give one of them another id, on every node.',
        },
      ];
    }),
};

const NEEDED = ['virtual_router_id', 'interface', 'unicast_peer', 'mcast_dst_ip', 'virtual_ipaddress'];

/** On one interface, in one family, and sending to the same receivers. */
function meets(left: VrrpInstance, right: VrrpInstance): boolean {
  if (left.entry.isConditional || right.entry.isConditional) return false;
  if ([left, right].some((instance) => NEEDED.some((keyword) => !isKnown(instance, keyword)))) return false;
  if (left.routerId === undefined || left.routerId.value !== right.routerId?.value) return false;
  if (left.interface === undefined || left.interface.value !== right.interface?.value) return false;
  if (familyOf(left) !== familyOf(right) || multicastOf(left) !== multicastOf(right)) return false;
  const peers = new Set(left.unicastPeers.map(({ value }) => value));
  const isMulticast = left.unicastPeers.length === 0 && right.unicastPeers.length === 0;
  return isMulticast || right.unicastPeers.some(({ value }) => peers.has(value));
}

function familyOf({ addresses }: VrrpInstance): number {
  return addresses[0]?.family ?? 4;
}

function multicastOf(instance: VrrpInstance): string | undefined {
  return textOf(instance, 'mcast_dst_ip')?.value;
}
