/**
 * Faults by which a site says no and nothing is changed: an order about what is not there, at the wrong moment, or
 * against what its nodes know. Their exit code is 1; that of every other fault but a misuse is 3.
 */
export const REFUSALS: ReadonlySet<string> = new Set([
  'balance/hindered',
  'balance/no-decider',
  'balance/not-rebalanced',
  'cli/no-such-thing',
  'cli/unknown-node',
  'host/adopt-needs-root',
  'host/adopt-no-record',
  'host/adopt-nothing-runs',
  'node/apply-in-progress',
  'node/holds-already',
  'node/no-revision',
  'node/no-such-channel',
  'node/not-a-member',
  'node/not-allowed',
  'node/nothing-to-confirm',
  'node/nothing-to-undo',
  'node/partial-would-split',
  'node/plan-outdated',
  'node/spec-refused',
  'node/state-changed',
  'node/target-unfit',
  'node/unknown-node',
  'node/unknown-pool',
  'node/unknown-server',
  'node/unknown-vip',
]);

/** Faults by which a word of the command line is not what it should be, as commander's own: exit code 2. */
export const MISUSES: ReadonlySet<string> = new Set(['cli/bad-place']);
