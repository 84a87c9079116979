import assert from 'node:assert/strict';
import { it } from 'node:test';
import { clusterTimings } from './timings.ts';

it('the delays of a cluster are the documented ones, and all of them are scaled but the time-out of the API', () => {
  const real = clusterTimings(1, 60, 10);
  assert.deepEqual(
    [real.syncMs, real.integrityMs, real.keyReloadMs, real.overtakeMs, real.requestMs],
    [10_000, 9_000, 10_000, 60_000, 10_000],
  );
  const quick = clusterTimings(0.1, 60, 10);
  assert.deepEqual([quick.syncMs, quick.overtakeMs, quick.requestMs], [1_000, 6_000, 10_000]);
  assert.equal(clusterTimings(0.1, 0, 10).overtakeMs, 0, 'a connection that is never overtaken');
});
