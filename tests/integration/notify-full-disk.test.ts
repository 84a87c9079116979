import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeNamespace } from '../support/namespace.ts';
import { waitUntil } from '../support/wait-until.ts';

test('a full disk keeps no message back, and what waits is kept again when there is room', async (t) => {
  const [disk, copies] = ['hf-notify-full-', 'hf-notify-told-'].map((name) =>
    mkdtempSync(join(tmpdir(), name)),
  ) as [string, string];
  const told = join(copies, 'told');
  const program = join(copies, 'tell');
  writeFileSync(program, `#!/bin/sh\necho "$HOLDFAST_STATUS" >> ${told}\n`);
  chmodSync(program, 0o755);
  const space = await makeNamespace(`mount -t tmpfs -o size=64k tmpfs ${disk}`);
  try {
    const script = join(import.meta.dirname, '../support/notify-on-word.mjs');
    const target = JSON.stringify({ kind: 'command', argv: [program] });
    const [enter = '', ...inside] = space.enter;
    const child = spawn(enter, [...inside, process.execPath, script, disk, target], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    t.after(() => child.kill('SIGKILL'));
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const say = async (word: string, count: number) => {
      child.stdin.write(`${word}\n`);
      await waitUntil(
        `it has looked ${count} times`,
        15_000,
        () => said.trim().split('\n').length === count && said !== '',
      );
      return said.trim().split('\n')[count - 1];
    };
    const heard = () => (existsSync(told) ? readFileSync(told, 'utf8').trim().split('\n') : []);

    assert.equal(await say('up', 1), 'kept');
    await space.run('sh', '-c', `dd if=/dev/zero of=${disk}/fill bs=1k 2>/dev/null || true`);
    assert.equal(await say('down', 2), 'node/cannot-keep-notices');
    await waitUntil('it was told all the same', 10_000, () => heard().length === 1);
    await space.run('rm', `${disk}/fill`);
    assert.equal(await say('up', 3), 'kept');
    await waitUntil('its end was told', 10_000, () => heard().length === 2);
    assert.deepEqual(heard(), ['firing', 'resolved']);
    child.stdin.end();
    await exited;
  } finally {
    await space.end();
    for (const dir of [disk, copies]) rmSync(dir, { recursive: true, force: true });
  }
});
