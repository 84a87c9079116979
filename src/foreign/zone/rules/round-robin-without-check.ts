import type { Rule } from '../../../base/rule.ts';
import { addressGroups, isTriedInTurn } from './address-groups.ts';
import type { ZoneSubject } from './subject.ts';

export const roundRobinWithoutCheck: Rule<ZoneSubject> = {
  code: 'zone/round-robin-without-check',
  severity: 'warning',
  title: 'DNS hands out addresses of dead servers',
  why: 'A zone file knows nothing of health: when one of several servers dies its address is still handed out, and every client that gets it first waits for its connect time-out or fails.',
  source: 'RFC 1794 §2',
  find({ zone }) {
    return addressGroups(zone)
      .filter(({ name }) => !isTriedInTurn(zone, name))
      .flatMap(({ name, records }) => {
        const [first] = records;
        if (first === undefined) return [];
        return [
          {
            at: first.at,
            message: `${name} has ${records.length} addresses and nothing checks them: when one is dead, about 1 of ${records.length} new connections goes there all the same.`,
            remedy: `point ${name} to one VIP that moves (or to VIPs that each move to another node), or have the zone answered by a server that checks health.`,
          },
        ];
      });
  },
};
