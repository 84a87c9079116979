import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { waitUntil } from '../support/wait-until.ts';
import { type Played, WazuhGround } from '../support/wazuh-ground.ts';

/** A tenth of every documented delay. */
const QUICK = ['--time-scale', '0.1'];

const all = (agents: Played, count: number) =>
  waitUntil(`${count} agents are up`, 30_000, async () => (await agents.count('up')) === count);

describe('agents of a manager that is frozen', () => {
  const ground = new WazuhGround(20);
  after(() => ground.end());

  it('miss its word, try it again in vain, and go to the next server', async () => {
    const hasty = ['--time-scale', '0.02', '--keys', ground.keys];
    const [first, second] = [await ground.manager('first', hasty), await ground.manager('second', hasty)];
    const fleet = await ground.agents(20, [first.events, second.events], hasty);
    await all(fleet, 20);
    await fleet.ask({ do: 'reset' });
    first.process.kill('SIGSTOP');
    await waitUntil('they are at the second', 60_000, async () => (await second.count('sessions')) === 20);
    await all(fleet, 20);
    const { agentsReconnected, refused } = await fleet.ask({ do: 'status' });
    assert.equal(agentsReconnected, 20);
    assert.ok(Number(refused) >= 100, `5 tries of 20 agents in vain, not ${String(refused)}`);
  });
});

describe('a fleet', () => {
  const ground = new WazuhGround(12);
  after(() => ground.end());

  it('grows on demand as far as there are keys, sends events, and says good-bye when it is ended', async () => {
    const manager = await ground.manager('manager1', ['--keys', ground.keys]);
    const args = [...QUICK, '--keys', ground.keys, '--event-every', '1'];
    const fleet = await ground.agents(5, [manager.events], args);
    await all(fleet, 5);
    await fleet.ask({ do: 'add', count: 7 });
    await all(fleet, 12);
    assert.match(String((await fleet.ask({ do: 'add', count: 1 }))['error']), /keys for 12 agents only/);
    await waitUntil('events have come', 20_000, async () => (await manager.count('events')) > 40);
    fleet.process.kill('SIGTERM');
    await waitUntil('all said good-bye', 10_000, async () => (await manager.count('shutdowns')) === 12);
    assert.deepEqual((await manager.ask({ do: 'status' }))['activeByNode'], {});
  });
});
