import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { it } from 'node:test';
import { waitUntil } from '../../../../tests/support/wait-until.ts';
import { sharedKeys } from '../shared-keys.ts';
import { agentRules } from './agent-rules.ts';
import { FleetTally } from './fleet-tally.ts';
import { SimulatedAgent } from './simulated-agent.ts';

const HOST = '127.0.0.1';

/** A server that closes whoever comes. */
async function closing(came: () => void): Promise<{ server: Server; place: { host: string; port: number } }> {
  const server = createServer((socket) => {
    came();
    socket.destroy();
  }).listen(0, HOST);
  await once(server, 'listening');
  return { server, place: { host: HOST, port: (server.address() as { port: number }).port } };
}

it('an agent tries five times ten seconds apart, asks for another key, then goes to the next server', async () => {
  const came = [0, 0];
  const [one, other] = [await closing(() => (came[0]! += 1)), await closing(() => (came[1]! += 1))];
  const servers = [one.place, other.place];
  const rules = agentRules(
    { servers, crypto: 'aes', version: 'v4.14.7' },
    { notify: 20, eventEvery: 0, scale: 1 },
  );
  const tally = new FleetTally();
  let asked = 0;
  const [key] = sharedKeys(1);
  const agent = new SimulatedAgent({ number: 1, name: 'agent-1', key, startAtMs: 0 }, rules, tally, (who) => {
    asked += 1;
    who.notEnrolled(Date.now());
  });
  for (let time = 1; time <= 6; time += 1) {
    agent.tick(Date.now() + 11_000);
    await waitUntil('it was closed', 10_000, () => tally.refused === time);
    agent.tick(Date.now() + 9_000);
    assert.equal(tally.connects, time, 'no try before its time');
    assert.equal(asked, time < 5 ? 0 : 1);
  }
  assert.deepEqual(came, [5, 1]);
  one.server.close();
  other.server.close();
});

it('keepalives and their time-outs are those of Wazuh 4.14', () => {
  const said = { servers: [], crypto: 'aes', version: 'v4.14.7' } as const;
  const rules = (notify: number) => agentRules(said, { notify, eventEvery: 0, scale: 1 });
  assert.deepEqual([rules(20).notifyMs, rules(20).silentMs, rules(10).silentMs], [20_000, 60_000, 60_000]);
  assert.equal(rules(30).silentMs, 90_000, 'three keepalives, when a minute is less');
});
