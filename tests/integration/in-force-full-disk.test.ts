import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { type ForceFiles, forceFiles } from '../support/node-in-force.ts';
import { NODE_NETWORK } from '../support/one-node-release.ts';
import { waitUntil } from '../support/wait-until.ts';

const BUNDLE = join(import.meta.dirname, '../../dist/foundation.mjs');
const PROGRAM = join(import.meta.dirname, '../support/put-in-force.mjs');
const ROOMS_KB = [0, 4, 8, 12, 16, 20, 24, 28, 32, 40];

let space: Namespace;
/** On a disk of one megabyte that only the namespace sees. */
let runDir: string;
let source: string;

const FORMER: ForceFiles = { servers: ['s1 127.0.0.1:9001'] };
const BY_SOCKET: ForceFiles = { servers: ['s1 127.0.0.1:9001', 's2 127.0.0.1:9002 weight 7'] };
const BY_RELOAD: ForceFiles = { ...FORMER, timeout: '33s' };

async function put(options: ForceFiles): Promise<string> {
  return await space.run(process.execPath, PROGRAM, runDir, JSON.stringify(options));
}

async function textsIn(folder: string): Promise<string> {
  const names = ['foundation.json', 'haproxy.cfg', 'keepalived.conf'];
  return await space.run('cat', ...names.map((name) => join(runDir, folder, name)));
}

function textsOf(options: ForceFiles): string {
  return forceFiles(runDir, options)
    .map(({ text }) => text)
    .join('');
}

async function servers(): Promise<string[]> {
  const ask = `const s = require('net').connect('${runDir}/haproxy.sock', () => s.write('show servers state\\n')); s.pipe(process.stdout)`;
  const shown = await space.run(process.execPath, '-e', ask);
  return [...shown.matchAll(/^\d+ web \d+ (\S+)/gm)].map(([, name = '']) => name);
}

describe('a node whose disk is full', { concurrency: 1 }, () => {
  before(async () => {
    runDir = mkdtempSync(join(tmpdir(), 'hf-force-full-'));
    source = mkdtempSync(join(tmpdir(), 'hf-force-source-'));
    mkdirSync(join(source, 'release'));
    for (const { path, text } of forceFiles(runDir, FORMER))
      writeFileSync(join(source, 'release', path), text);
    space = await makeNamespace(
      `mount -t tmpfs -o size=1m tmpfs ${runDir}; cp -r ${source}/release ${runDir}/release; ${NODE_NETWORK}`,
    );
    const [file = '', ...enter] = space.enter;
    spawn(file, [...enter, process.execPath, BUNDLE, '--run-dir', runDir], { stdio: 'ignore' });
    await waitUntil('HAProxy serves', 15_000, async () => (await servers()).length > 0);
  });

  after(async () => {
    await space.end();
    for (const dir of [runDir, source]) rmSync(dir, { recursive: true, force: true });
  });

  for (const [title, next] of [
    ['a change of what runs', BY_SOCKET],
    ['a reload', BY_RELOAD],
  ] as const) {
    it(`makes ${title} wholly or not at all, however little room there is, and says why not`, async () => {
      const seen = new Set<string>();
      for (const room of ROOMS_KB) {
        await space.run(
          'sh',
          '-c',
          `cat /dev/zero > ${runDir}/fill 2>/dev/null; truncate -s -${room}K ${runDir}/fill`,
        );
        const told = await put(next);
        seen.add(told);
        const isDone = told === 'runtime' || told === 'reload';
        if (!isDone) assert.match(told, /^(?:node|foundation)\/cannot-store$/, `${room} kB`);
        const expected = isDone ? next : FORMER;
        assert.equal(await textsIn('active'), textsOf(expected), `${room} kB: ${told}`);
        assert.equal(await textsIn('release'), textsOf(expected), `${room} kB: ${told}`);
        assert.deepEqual(
          await servers(),
          (expected.servers ?? []).map((line) => line.split(' ')[0]),
          `${room} kB: ${told}`,
        );
        await space.run('rm', `${runDir}/fill`);
        await put(FORMER);
      }
      assert.ok(seen.has('node/cannot-store'), [...seen].join(' '));
      assert.ok(seen.has(next === BY_SOCKET ? 'runtime' : 'reload'), [...seen].join(' '));
    });
  }
});
