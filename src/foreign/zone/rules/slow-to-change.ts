import type { Rule } from '../../../base/rule.ts';
import { addressGroups, isTriedInTurn } from './address-groups.ts';
import type { ZoneSubject } from './subject.ts';

/** Seconds: what providers with health-checked DNS advise at most (60 to 300). */
const LONGEST = 300;

export const slowToChange: Rule<ZoneSubject> = {
  code: 'zone/slow-to-change',
  severity: 'warning',
  title: 'A dead address is remembered too long',
  why: 'Resolvers keep an answer for its TTL: after a dead server was taken out of the zone clients are sent there for that long.',
  source: 'RFC 1035 §3.2.1 TTL; RFC 2308 §4',
  find({ zone }) {
    return addressGroups(zone)
      .filter(({ name }) => !isTriedInTurn(zone, name))
      .flatMap(({ name, records }) => {
        const slowest = records.find(({ ttl }) => ttl !== undefined && ttl > LONGEST);
        if (slowest?.ttl === undefined) return [];
        return [
          {
            at: slowest.at,
            message: `Resolvers keep the addresses of ${name} for ${slowest.ttl} s: one that is taken out because its server is dead is still used for that long.`,
            remedy: `give these records a TTL of at most ${LONGEST} (60 is usual where DNS is the failover).`,
          },
        ];
      });
  },
};
