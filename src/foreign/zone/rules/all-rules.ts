import type { Rule } from '../../../base/rule.ts';
import { cnameAtApex } from './cname-at-apex.ts';
import { cnameBesideOthers } from './cname-beside-others.ts';
import { noSoaOrNs } from './no-soa-or-ns.ts';
import { roundRobinWithoutCheck } from './round-robin-without-check.ts';
import { slowToChange } from './slow-to-change.ts';
import type { ZoneSubject } from './subject.ts';

/** Every rule about one zone file, sorted by name. */
export const ZONE_RULES: readonly Rule<ZoneSubject>[] = [
  cnameAtApex,
  cnameBesideOthers,
  noSoaOrNs,
  roundRobinWithoutCheck,
  slowToChange,
];
