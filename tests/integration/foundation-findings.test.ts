import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { askFoundation } from '../../src/foundation/control-client.ts';
import type { FoundationStatus } from '../../src/foundation/status.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { NODE_NETWORK, writeOneNodeRelease } from '../support/one-node-release.ts';
import { waitUntil } from '../support/wait-until.ts';

const BUNDLE = join(import.meta.dirname, '../../dist/foundation.mjs');

describe('what the foundation finds wrong', { concurrency: 1 }, () => {
  let space: Namespace;
  let runDir: string;
  const folders: string[] = [];

  before(async () => {
    space = await makeNamespace(NODE_NETWORK);
  });
  after(async () => {
    await space.end();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const start = (prepare: () => void = () => undefined): void => {
    runDir = mkdtempSync(join(tmpdir(), 'hf-findings-'));
    folders.push(runDir);
    prepare();
    const [file = '', ...args] = [...space.enter, process.execPath, BUNDLE, '--run-dir', runDir];
    spawn(file, args, { stdio: 'ignore' });
  };
  const status = async (): Promise<FoundationStatus | undefined> => {
    const answer = await askFoundation(join(runDir, 'control.sock'), { do: 'status' }, 10_000).catch(
      () => undefined,
    );
    return answer?.ok === true ? answer.status : undefined;
  };
  const stop = async (): Promise<void> => {
    await askFoundation(join(runDir, 'control.sock'), { do: 'stop' }, 20_000);
    await waitUntil('it is gone', 10_000, async () => (await status()) === undefined);
  };
  const found = async (): Promise<readonly string[] | undefined> =>
    (await status())?.findings.map(({ code }) => code);
  const whenFound = (codes: readonly string[]): Promise<unknown> =>
    waitUntil(`it finds ${codes.join() || 'nothing'}`, 15_000, async () => {
      const now = await found();
      return now?.join() === codes.join();
    });

  it('is forgotten once the release that was not there yet is read', async () => {
    start();
    await whenFound(['foundation/release-unreadable']);
    writeOneNodeRelease(runDir, { text: 'late' });
    const answer = await askFoundation(join(runDir, 'control.sock'), { do: 'reload' }, 10_000);
    assert.ok(answer.ok, JSON.stringify(answer));
    assert.deepEqual(await found(), []);
    await stop();
  });

  it('is forgotten when the foundation comes by itself to a release that was written behind its back', async () => {
    start(() => {
      mkdirSync(join(runDir, 'release'));
      writeFileSync(join(runDir, 'release/foundation.json'), '{"version": 1,');
    });
    await whenFound(['foundation/release-unreadable']);
    writeOneNodeRelease(runDir, { text: 'mended' });
    await whenFound([]);
    assert.equal((await status())?.state, 'running');
    await stop();
  });

  it('is forgotten when a refused release is replaced by one that is taken into force', async () => {
    start(() => writeOneNodeRelease(runDir, { text: 'first' }));
    await waitUntil('it serves', 15_000, async () => (await status())?.guests.haproxy.state === 'running');
    await stop();
    const former = runDir;
    writeOneNodeRelease(former, { text: 'second', broken: true });
    const [file = '', ...args] = [...space.enter, process.execPath, BUNDLE, '--run-dir', former];
    spawn(file, args, { stdio: 'ignore' });
    await whenFound(['foundation/release-refused']);
    assert.match((await status())?.findings[0]?.message ?? '', /The former release stays in force\./);
    writeOneNodeRelease(former, { text: 'third' });
    const answer = await askFoundation(join(runDir, 'control.sock'), { do: 'reload' }, 10_000);
    assert.ok(answer.ok, JSON.stringify(answer));
    assert.deepEqual(await found(), []);
    await stop();
  });
});
