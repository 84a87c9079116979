import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NO_MOVES, rememberMoves } from '../../balance/move-memory.ts';
import type { ApiAgent } from '../../wazuh/api/wazuh-client.ts';
import { canReconnect, chooseAgents } from './choose-agents.ts';

const agent = (id: number, version = 'Wazuh v4.14.7'): ApiAgent => ({
  id: String(id).padStart(3, '0'),
  manager: 'master',
  version,
  ip: undefined,
  lastKeepAlive: undefined,
});
const fleet = (count: number) => Array.from({ length: count }, (_, index) => agent(index + 1));
const MINUTE = 60_000;
const COOL = { cooldownMs: 10 * MINUTE };

test('agents know the order from 4.3 on, whatever their major version is', () => {
  const can = {
    'Wazuh v4.3.0': true,
    'Wazuh v4.14.7': true,
    'v5.0.0': true,
    'Wazuh v6.1.0': true,
    'Wazuh v4.2.9': false,
    'Wazuh v3.13.6': false,
    'OSSEC HIDS v2.9.4': false,
    'Wazuh v4': false,
    '': false,
  };
  for (const [version, is] of Object.entries(can)) assert.equal(canReconnect({ version }), is, version);
  assert.equal(canReconnect({ version: undefined }), false);
});

test('no agent is asked within its cool-down, and none twice', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ count: fc.nat(30), afterMs: fc.nat(4 * MINUTE) }), { maxLength: 40 }),
      (chunks) => {
        const agents = fleet(60);
        let memory = NO_MOVES;
        let nowMs = 1_000_000;
        const last = new Map<string, number>();
        for (const [index, { count, afterMs }] of chunks.entries()) {
          nowMs += afterMs;
          const ids = chooseAgents(agents, count, { memory, ...COOL, run: `run${index}`, nowMs });
          assert.equal(new Set(ids).size, ids.length);
          assert.ok(ids.length <= count);
          for (const id of ids) {
            assert.ok(nowMs - (last.get(id) ?? -Infinity) >= COOL.cooldownMs, `${id} again`);
            last.set(id, nowMs);
          }
          memory = rememberMoves(memory, ids, COOL, nowMs);
        }
      },
    ),
  );
});

test('those that were never moved go first, then the one that was moved longest ago', () => {
  const agents = fleet(10);
  let memory = NO_MOVES;
  const moved: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    const nowMs = round * MINUTE;
    const ids = chooseAgents(agents, 1, { memory, ...COOL, run: `r${round}`, nowMs });
    memory = rememberMoves(memory, ids, COOL, nowMs);
    moved.push(...ids);
  }
  assert.equal(new Set(moved).size, 10);
  const again = chooseAgents(agents, 3, { memory, ...COOL, run: 'later', nowMs: 30 * MINUTE });
  assert.deepEqual(again, moved.slice(0, 3));
});

test('another run asks other agents', () => {
  const choose = (run: string) => chooseAgents(fleet(500), 20, { memory: NO_MOVES, ...COOL, run, nowMs: 0 });
  assert.deepEqual(choose('a'), choose('a'));
  assert.notDeepEqual(choose('a'), choose('b'));
});
