import type { Rule } from '../../../base/rule.ts';
import { isKnown, isSet } from '../meaning/entries.ts';
import { isGlobalKnown, isGlobalSet } from '../meaning/in-force.ts';
import type { KeepalivedSubject } from './subject.ts';

export const neighboursNotRefreshed: Rule<KeepalivedSubject> = {
  code: 'keepalived/neighbours-not-refreshed',
  severity: 'info',
  title: 'Neighbours may keep the wrong holder',
  why: 'Clients remember the hardware address of the holder. After a partition both announced the VIP, and those who heard the loser last stay with it.',
  source:
    'measured: after a partition healed, 403 to 603 of 1,000 to 1,200 requests were lost; with vrrp_higher_prio_send_advert true none in 3 of 3; acassen/keepalived#166, #100',
  find: ({ keepalived }) => {
    const globals = ['vrrp_garp_master_refresh', 'vrrp_higher_prio_send_advert'];
    if (globals.some((keyword) => !isGlobalKnown(keepalived, keyword))) return [];
    if (globals.some((keyword) => isGlobalSet(keepalived, keyword))) return [];
    return keepalived.instances
      .filter(({ name }) => name !== '')
      .filter((instance) => OWN.every((keyword) => isKnown(instance, keyword) && !isSet(instance, keyword)))
      .map(({ at, name }) => ({
        at,
        message: `${name} announces its VIP only when it becomes MASTER: after a partition, clients that heard the other node last go on sending to it.`,
        remedy:
          'write "vrrp_higher_prio_send_advert true" and "vrrp_garp_master_refresh 10" into global_defs.',
      }));
  },
};

const OWN = ['garp_master_refresh', 'higher_prio_send_advert'];
