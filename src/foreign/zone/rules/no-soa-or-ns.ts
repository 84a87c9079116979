import type { Rule } from '../../../base/rule.ts';
import { START } from '../../../base/text-range.ts';
import type { ZoneSubject } from './subject.ts';

export const noSoaOrNs: Rule<ZoneSubject> = {
  code: 'zone/no-soa-or-ns',
  severity: 'error',
  title: 'A zone without SOA or NS record',
  why: 'A name server refuses to load a zone that lacks them, and after its next restart every name in it is gone.',
  source: 'RFC 1035 §5.2; BIND: "has no SOA record", "has no NS records"',
  find({ zone }) {
    // Excerpts have neither, nor what begins a zone.
    if (!zone.isWhole || zone.records.length === 0) return [];
    const has = (type: string) => zone.records.some((record) => record.type === type);
    const missing = ['SOA', 'NS'].filter((type) => !has(type));
    if (missing.length === 0) return [];
    const at = zone.records.find(({ type }) => type === 'SOA')?.at ?? zone.defaultTtl?.at;
    return [
      {
        at: at ?? { path: zone.path, ...START, endLine: 1, endColumn: 1 },
        message: `The zone has no ${missing.join(' and no ')} record: a name server refuses to load it.`,
        remedy: `add ${missing.map((type) => `the ${type} record`).join(' and ')} at its own name.`,
      },
    ];
  },
};
