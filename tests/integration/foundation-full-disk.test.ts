import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ControlAnswer, ControlRequest } from '../../src/foundation/control-protocol.ts';
import type { FoundationStatus } from '../../src/foundation/status.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { NODE_NETWORK, VIP, writeOneNodeRelease } from '../support/one-node-release.ts';
import { waitUntil } from '../support/wait-until.ts';

const BUNDLE = join(import.meta.dirname, '../../dist/foundation.mjs');

let space: Namespace;
/** On a disk of one megabyte that only the namespace sees. */
let runDir: string;
let source: string;

/** Asked from inside: the socket is on that disk. */
async function ask(request: ControlRequest): Promise<ControlAnswer> {
  const program = `const s = require('net').connect('${runDir}/control.sock', () => s.write(${JSON.stringify(`${JSON.stringify(request)}\n`)}));
    s.once('data', (text) => { process.stdout.write(text); s.destroy(); });`;
  return JSON.parse(await space.run(process.execPath, '-e', program)) as ControlAnswer;
}

async function status(): Promise<FoundationStatus> {
  const answer = await ask({ do: 'status' });
  assert.ok(answer.ok && answer.status !== undefined);
  return answer.status;
}

async function whenServing(): Promise<FoundationStatus> {
  return await waitUntil('the node serves and holds its VIP', 15_000, async () => {
    const now = await status();
    return now.guests.haproxy.state === 'running' && now.vips['edge']?.here === true && now;
  });
}

describe('a foundation on a full disk', { concurrency: 1 }, () => {
  before(async () => {
    runDir = mkdtempSync(join(tmpdir(), 'hf-full-'));
    source = mkdtempSync(join(tmpdir(), 'hf-full-source-'));
    writeOneNodeRelease(source, { text: 'one', runDir });
    space = await makeNamespace(
      `mount -t tmpfs -o size=1m tmpfs ${runDir}; cp -r ${source}/release ${runDir}/release; ${NODE_NETWORK}`,
    );
    const [file = '', ...enter] = space.enter;
    spawn(file, [...enter, process.execPath, BUNDLE, '--run-dir', runDir], { stdio: 'ignore' });
    await whenServing();
    await space.run('sh', '-c', `dd if=/dev/zero of=${runDir}/fill bs=4k 2>/dev/null || true`);
  });

  after(async () => {
    await space.end();
    for (const dir of [runDir, source]) rmSync(dir, { recursive: true, force: true });
  });

  it('starts a killed HAProxy again', async () => {
    const { pid } = (await whenServing()).guests.haproxy;
    await space.run('kill', '-9', String(pid));
    assert.equal(await space.run('curl', '-sS', '-m', '5', `http://${VIP}/`), 'one');
  });

  it('refuses a release that it cannot keep, says why, and serves on', async () => {
    const answer = await ask({ do: 'reload' });
    assert.ok(!answer.ok);
    assert.match(answer.fault.message, /no space left/i);
    assert.equal(await space.run('curl', '-sS', '-m', '5', `http://${VIP}/`), 'one');
  });

  it('still tells VRRP that the node is sick, and well again', async () => {
    const weight = async () => Number(await space.run('cat', `${runDir}/track/edge`));
    await waitUntil('the holder has its weight', 5_000, async () => (await weight()) === 150);
    await space.run('sh', '-c', `mv ${runDir}/active/haproxy.cfg ${runDir}/active/kept`);
    await space.run('kill', '-9', String((await status()).guests.haproxy.pid));
    await waitUntil('the track file says 0', 5_000, async () => (await weight()) === 0);
    await space.run('sh', '-c', `mv ${runDir}/active/kept ${runDir}/active/haproxy.cfg`);
    await waitUntil('the track file says that it is well', 15_000, async () => (await weight()) > 0);
  });
});
