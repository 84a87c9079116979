import type { Rebalance } from '../../src/site/site.ts';

/** A pool's `rebalance` with figures that tests count with. */
export const USUAL_RULES: Rebalance = {
  mode: 'on',
  tolerance: 0.1,
  ratePerS: 100,
  chunk: 100,
  settleMs: 5_000,
  cooldownMs: 600_000,
  maxShare: 0.05,
};
