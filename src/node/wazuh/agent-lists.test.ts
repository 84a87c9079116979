import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiAgent, WazuhClient } from '../../wazuh/api/wazuh-client.ts';
import { AgentLists } from './agent-lists.ts';

const agent = (index: number, manager = 'm1'): ApiAgent => ({
  id: String(index).padStart(5, '0'),
  manager,
  version: 'Wazuh v4.14.7',
  ip: undefined,
  lastKeepAlive: undefined,
});

/** A cluster whose manager has so many agents; the offsets that were asked for. */
function aCluster(agents: readonly ApiAgent[]) {
  const offsets: number[] = [];
  const unused = () => Promise.reject(new Error('not asked here'));
  const client: WazuhClient = {
    clusterNodes: unused,
    agentCounts: unused,
    reconnect: unused,
    managerStatus: unused,
    activeAgents: async (_, atMost, from = 0) => {
      offsets.push(from);
      return { agents: agents.slice(from, from + atMost), total: agents.length };
    },
    perMinute: 75,
    url: '',
    close: () => undefined,
  };
  return { client, offsets };
}

const fleet = (count: number) => Array.from({ length: count }, (_, index) => agent(index + 1));
const enough = (count: number) => (agents: readonly ApiAgent[]) => agents.length >= count;

test('one page is enough where it has enough, and it is asked for once a run', async () => {
  const { client, offsets } = aCluster(fleet(2_000));
  const lists = new AgentLists(() => 0);
  const wanted = { manager: 'm1', run: 'run1', expected: 2_000 };
  assert.equal((await lists.of(client, wanted, enough(100))).length, 500);
  assert.equal((await lists.of(client, wanted, enough(100))).length, 500);
  assert.equal(offsets.length, 1);
  assert.equal((await lists.of(client, wanted, enough(501))).length, 1_000);
  assert.equal(new Set(offsets).size, 2);
});

test('runs begin at different pages', async () => {
  const { client, offsets } = aCluster(fleet(5_000));
  const lists = new AgentLists(() => 0);
  for (let run = 0; run < 40; run += 1)
    await lists.of(client, { manager: 'm1', run: `run${run}`, expected: 5_000 }, enough(1));
  assert.ok(new Set(offsets).size >= 5, `${new Set(offsets).size} of 10 pages`);
});

test('all pages are looked at where none has enough, but four at most, and each once', async () => {
  const few = aCluster(fleet(1_200));
  const wanted = { manager: 'm1', run: 'run1', expected: 1_200 };
  assert.equal((await new AgentLists(() => 0).of(few.client, wanted, enough(9_999))).length, 1_200);
  assert.deepEqual(
    [...few.offsets].sort((a, b) => a - b),
    [0, 500, 1_000],
  );
  const many = aCluster(fleet(9_000));
  await new AgentLists(() => 0).of(many.client, { ...wanted, expected: undefined }, enough(9_999));
  assert.equal(many.offsets.length, 4);
  assert.equal(new Set(many.offsets).size, 4);
});

test('what is older than half a minute is asked for again, and agents of other managers are left out', async () => {
  let nowMs = 0;
  const { client, offsets } = aCluster([...fleet(10), agent(11, 'm2')]);
  const lists = new AgentLists(() => nowMs);
  const wanted = { manager: 'm1', run: 'run1', expected: 11 };
  assert.equal((await lists.of(client, wanted, enough(1))).length, 10);
  nowMs = 31_000;
  await lists.of(client, wanted, enough(1));
  assert.equal(offsets.length, 2);
});
