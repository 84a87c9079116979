import type { Rule } from '../../../base/rule.ts';
import type { ZoneSubject } from './subject.ts';

export const cnameAtApex: Rule<ZoneSubject> = {
  code: 'zone/cname-at-apex',
  severity: 'error',
  title: "A CNAME at the zone's own name",
  why: "The zone's own name always has SOA and NS records, and nothing may stand beside a CNAME: the name server refuses the zone, or resolvers lose its mail and its name servers.",
  source: 'RFC 1034 §3.6.2; RFC 2181 §10.1; BIND: "CNAME and other data"',
  find({ zone }) {
    const apexes = new Set([
      '@',
      ...zone.records.filter(({ type }) => type === 'SOA').map(({ name }) => name),
    ]);
    return zone.records
      .filter(({ name, type }) => type === 'CNAME' && apexes.has(name))
      .map(({ at, values }) => ({
        at,
        message: `The zone's own name is a CNAME for ${values[0]?.value}: it also has SOA and NS records, so name servers refuse the zone.`,
        remedy: 'write A and AAAA records of the VIP, or use the ALIAS of your DNS provider.',
      }));
  },
};
