import type { Rule } from '../../../base/rule.ts';
import type { ZoneSubject } from './subject.ts';

/** What DNSSEC adds may stand beside a CNAME (RFC 4034, RFC 2535). */
const MAY_STAND = new Set(['RRSIG', 'NSEC', 'SIG', 'NXT', 'KEY']);

export const cnameBesideOthers: Rule<ZoneSubject> = {
  code: 'zone/cname-beside-others',
  severity: 'error',
  title: 'Other records stand beside a CNAME',
  why: 'Nothing may stand beside a CNAME: a name server refuses to load the whole zone, and after its next restart every name in it is gone.',
  source: 'RFC 1034 §3.6.2; BIND: "CNAME and other data"',
  find({ zone }) {
    return zone.records.flatMap((record) => {
      if (record.type !== 'CNAME') return [];
      const other = zone.records.find(
        (candidate) =>
          candidate !== record && candidate.name === record.name && !MAY_STAND.has(candidate.type),
      );
      // The apex has a rule of its own; of two CNAMEs the second is told.
      if (other === undefined || other.type === 'SOA' || record.name === '@') return [];
      if (other.type === 'CNAME' && zone.records.indexOf(other) > zone.records.indexOf(record)) return [];
      return [
        {
          at: record.at,
          message: `${record.name} is a CNAME and has another record (${other.type}, line ${other.at.line}): name servers refuse the zone.`,
          remedy: 'keep one of the two.',
        },
      ];
    });
  },
};
