import { milliseconds } from '../spec/fields.ts';
import { perSecond, shareOf, USUAL_REBALANCE } from '../spec/rebalance.ts';
import type { SpecPool } from '../spec/spec.ts';
import type { Rebalance } from './site.ts';

/** undefined = the spread is nobody's business. */
export function resolveRebalance(written: SpecPool['rebalance']): Rebalance | undefined {
  if (written === false || written === undefined) return undefined;
  const rules = written === true ? USUAL_REBALANCE : written;
  return {
    mode: rules.mode,
    tolerance: shareOf(rules.tolerance),
    ratePerS: perSecond(rules.rate),
    chunk: rules.chunk,
    settleMs: milliseconds(rules.settle),
    cooldownMs: milliseconds(rules.cooldown),
    maxShare: shareOf(rules.maxShare),
  };
}
