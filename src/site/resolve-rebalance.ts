import { milliseconds } from '../spec/fields.ts';
import { perSecond, shareOf } from '../spec/rebalance.ts';
import type { SpecPool } from '../spec/spec.ts';
import type { Rebalance } from './site.ts';

/** As the schema's own defaults are. */
const USUAL: Rebalance = {
  mode: 'on',
  tolerance: 0.1,
  ratePerS: 100,
  chunk: 100,
  settleMs: 5_000,
  cooldownMs: 600_000,
  maxShare: 0.05,
};

/** undefined = the spread is nobody's business. */
export function resolveRebalance(written: SpecPool['rebalance']): Rebalance | undefined {
  if (typeof written === 'boolean') return written ? USUAL : undefined;
  return {
    mode: written.mode,
    tolerance: shareOf(written.tolerance),
    ratePerS: perSecond(written.rate),
    chunk: written.chunk,
    settleMs: milliseconds(written.settle),
    cooldownMs: milliseconds(written.cooldown),
    maxShare: shareOf(written.maxShare),
  };
}
