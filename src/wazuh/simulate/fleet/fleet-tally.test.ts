import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FleetTally } from './fleet-tally.ts';

describe('the tally of a fleet', () => {
  it('counts what happened since the last reset', () => {
    const tally = new FleetTally();
    tally.added(3);
    for (const agent of [1, 2, 3]) tally.wentUp(agent, undefined, agent);
    assert.deepEqual([tally.up, tally.mostDown, tally.reconnects], [3, 3, 0]);
    tally.reset(1_000);
    tally.wentDown(2_000);
    tally.wentDown(2_001);
    tally.wentUp(1, 40, 2_050);
    tally.wentDown(2_060);
    tally.wentUp(1, 20, 2_080);
    tally.wentUp(2, 500, 2_501);
    assert.deepEqual(
      [tally.up, tally.mostDown, tally.reconnects, tally.agentsReconnected, tally.slowestBackMs],
      [3, 2, 3, 2, 500],
    );
  });

  it('draws a line with the lowest point of every 20 ms, and the last', () => {
    const tally = new FleetTally();
    tally.added(2);
    tally.wentUp(1, undefined, 1_000);
    tally.wentUp(2, undefined, 1_001);
    tally.reset(1_002);
    tally.wentDown(1_003);
    tally.wentDown(1_004);
    tally.wentUp(1, 1, 1_005);
    tally.wentUp(2, 1, 1_006);
    tally.wentDown(2_000);
    assert.deepEqual(
      tally.timeline.map(({ atMs, up }) => [atMs, up]),
      [
        [1_002, 2],
        [1_004, 0],
        [1_006, 2],
        [2_000, 1],
      ],
    );
  });

  it('keeps a hundred points a second at most', () => {
    const tally = new FleetTally();
    tally.added(1);
    for (let time = 0; time < 1_000; time += 1) {
      tally.wentUp(1, 0, 5_000 + time);
      tally.wentDown(5_000 + time);
    }
    assert.ok(tally.timeline.length <= 100, `${tally.timeline.length}`);
  });
});
