import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Command } from 'commander';
import { siteView } from '../../../tests/support/site-view.ts';
import { standInSite } from '../../../tests/support/stand-in-door.ts';
import type { NodeObservation } from '../../node/status/node-observation.ts';
import { switchOver } from './switchover.ts';

let told = '';
const command = new Command('switchover')
  .exitOverride()
  .configureOutput({ writeErr: (text) => void (told += text) });
const observation = (edge: number) => () =>
  Promise.resolve({ sessions: { edge } } as unknown as NodeObservation);

function site() {
  const asked: unknown[] = [];
  const outcome = {
    vip: 'edge',
    from: 'lb1',
    to: 'lb2',
    tookMs: 60,
    sessionsCut: 4,
    sentence: 'lb2 holds edge.',
  };
  const doors = standInSite({
    lb1: {
      status: () => Promise.resolve(siteView()),
      observation: observation(4),
      switchover: (order) => {
        asked.push(order);
        return Promise.resolve(outcome);
      },
    },
    lb2: { observation: observation(0) },
  });
  return { asked, doors };
}

describe('holdfast switchover', () => {
  it('names the VIP, its holder, the target and the sessions that end before it asks', async () => {
    const { doors, asked } = site();
    told = '';
    await assert.rejects(switchOver(doors, 'edge', { to: 'lb2', output: 'json' }, command), { exitCode: 2 });
    assert.match(told, /Move VIP edge \(10\.77\.0\.100\) from lb1 to lb2\? 4 sessions through it end\./);
    assert.deepEqual(asked, []);
  });

  it('orders it as it was said', async () => {
    const { doors, asked } = site();
    assert.equal(await switchOver(doors, 'edge', { yes: true, output: 'json' }, command), 0);
    assert.equal(
      await switchOver(doors, 'edge', { to: 'lb2', force: true, yes: true, output: 'json' }, command),
      0,
    );
    assert.deepEqual(asked, [{ vip: 'edge' }, { vip: 'edge', to: 'lb2', force: true }]);
  });

  it('knows the names of VIPs', async () => {
    await assert.rejects(switchOver(site().doors, 'egde', { yes: true, output: 'json' }, command), {
      code: 'cli/no-such-thing',
      remedy: 'did you mean "edge"? VIPs: edge',
    });
  });
});
