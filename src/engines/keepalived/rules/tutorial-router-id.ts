import type { Finding, Rule } from '../../../base/rule.ts';
import { isKnown } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

const COMMON = [1, 50, 51];

export const tutorialRouterId: Rule<KeepalivedSubject> = {
  code: 'keepalived/tutorial-router-id',
  severity: 'info',
  title: 'Router id that every tutorial uses',
  why: 'Two pairs with one router id on one network take each other for peers, and one of them loses its VIP.',
  source: 'acassen/keepalived#2444; the samples of Keepalived use 50 and 51',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap((instance): readonly Finding[] => {
      const { routerId } = instance;
      const isUnicast = instance.unicastPeers.length > 0 || !isKnown(instance, 'unicast_peer');
      if (routerId === undefined || isUnicast || !COMMON.includes(routerId.value)) return [];
      return [
        {
          at: routerId.at,
          message: `virtual_router_id ${routerId.value} is what most tutorials use, and this instance sends by multicast to everybody on the network: a second pair with the same id would be taken for its peer.`,
          remedy:
            'choose an id that nobody on this network uses, the same on every node of the pair: the last number of the VIP is a good one.',
        },
      ];
    }),
};
