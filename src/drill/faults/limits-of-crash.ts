import { atMost, type Clause, neverOver, servedAtOnce, VIP_STAYS } from '../judge/clause.ts';
import type { DrillFault } from './drill-fault.ts';

/** What may be lost when an engine is killed: what it served just then, and one connection on a bad day. */
export function limitsOfCrash(terms: Parameters<DrillFault['limits']>[0]): readonly Clause[] {
  return [atMost('lost', 0), neverOver('lost', 1), atMost('inFlight', 1 + servedAtOnce(terms)), VIP_STAYS];
}
