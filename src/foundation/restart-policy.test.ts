import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Deaths, decideRestart, NO_DEATHS } from './restart-policy.ts';

describe('decideRestart', () => {
  it('starts a guest that served again at once, and the VIP stays', () => {
    const { delayMs, sick } = decideRestart(NO_DEATHS, true, 1_000);
    assert.deepEqual({ delayMs, sick }, { delayMs: 0, sick: false });
  });

  it('makes the node sick at the first start that fails, and waits longer each time', () => {
    let deaths: Deaths = NO_DEATHS;
    const delays: number[] = [];
    for (let at = 0; at < 8; at += 1) {
      const decision = decideRestart(deaths, false, 20_000 * at);
      assert.equal(decision.sick, true);
      delays.push(decision.delayMs);
      deaths = decision.deaths;
    }
    assert.deepEqual(delays, [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  });

  it('survives ten kills in six seconds without giving the VIP away', () => {
    let deaths: Deaths = NO_DEATHS;
    for (let kill = 0; kill < 10; kill += 1) {
      const decision = decideRestart(deaths, true, 600 * kill);
      assert.equal(decision.sick, false);
      deaths = decision.deaths;
    }
  });

  it('gives the VIP away when the guest keeps dying though each start succeeds', () => {
    let deaths: Deaths = NO_DEATHS;
    let sick = false;
    for (let kill = 0; kill < 20; kill += 1) ({ deaths, sick } = decideRestart(deaths, true, 200 * kill));
    assert.equal(sick, true);
  });

  it('forgets deaths after ten quiet seconds', () => {
    let deaths: Deaths = NO_DEATHS;
    for (let kill = 0; kill < 20; kill += 1) ({ deaths } = decideRestart(deaths, true, 10 * kill));
    assert.equal(decideRestart(deaths, true, 20_000).sick, false);
  });

  it('never waits longer than five seconds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(3_000))), (story) => {
        let deaths: Deaths = NO_DEATHS;
        let now = 0;
        for (const [served, later] of story) {
          now += later;
          const decision = decideRestart(deaths, served, now);
          deaths = decision.deaths;
          assert.ok(decision.delayMs >= 0 && decision.delayMs <= 5_000);
          assert.equal(decision.delayMs > 0, decision.sick);
        }
      }),
    );
  });
});
