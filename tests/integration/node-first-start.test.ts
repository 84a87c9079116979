import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openUnixDoor } from '../../src/node/api/door/open-unix-door.ts';
import { makeNodeGround } from '../support/node-in-force.ts';
import { waitUntil } from '../support/wait-until.ts';

const DAEMON = join(import.meta.dirname, '../../dist/node.mjs');

const SPEC = `version: 1
name: alone
nodes:
  lb1: { address: 10.77.9.11/24, interface: eth0 }
vips:
  edge: { address: 10.77.9.100/24 }
services:
  web: { vip: edge, listen: 80, pool: web }
pools:
  web: { servers: { s1: "127.0.0.1:9001" } }
stats: { listen: 8404, user: ops, password: { env: FIRST_START_PASSWORD } }
`;

describe('the first start of a node', () => {
  it('brings the files of the spec to a foundation that has none, and nobody else’s secret into sight', async () => {
    const ground = await makeNodeGround(async () => {}, 'starting');
    const stateDir = join(ground.runDir, 'state');
    const specFile = join(ground.runDir, 'holdfast.yaml');
    writeFileSync(specFile, SPEC);
    const [file = '', ...args] = [
      ...ground.space.enter,
      ...[process.execPath, DAEMON, '--node', 'lb1', '--run-dir', ground.runDir],
      ...['--state-dir', stateDir, '--spec', specFile, '--target', 'host'],
    ];
    const log: string[] = [];
    const daemon = spawn(file, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, FIRST_START_PASSWORD: 'not-to-be-seen' },
    });
    daemon.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString('utf8')));
    const door = openUnixDoor(join(ground.runDir, 'node.sock'));
    try {
      const view = await waitUntil('the site is served', 20_000, async () => {
        if (!existsSync(join(ground.runDir, 'node.sock'))) return false;
        const seen = await door.status();
        return seen.verdict === 'serving' && seen;
      });
      assert.match(view.sentence, /^alone: serving; lb1 holds edge/);
      assert.match(log.join(''), /first-files/);
      const cfg = readFileSync(join(ground.runDir, 'active/haproxy.cfg'), 'utf8');
      assert.match(cfg, /stats auth "?ops:not-to-be-seen/);
      const told = JSON.stringify([
        view,
        await door.filesInForce(),
        await door.events(1, 100),
        await door.drift(),
      ]);
      assert.doesNotMatch(told + log.join(''), /not-to-be-seen/);
      assert.deepEqual((await door.drift()).nodes[0]?.files, []);
    } finally {
      door.close();
      await ground.end();
    }
  });
});
