import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');

/* The soak itself, shortened: `make soak` runs it for half an hour. */

it('a pair to which something is done every three seconds loses no new connection and ends whole', {
  timeout: 600_000,
}, () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bench/soak/main.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      HOLDFAST_SOAK_LAB: `soak-${process.pid}`,
      HOLDFAST_SOAK_SECONDS: '75',
      HOLDFAST_SOAK_EVERY: '3',
      HOLDFAST_SOAK_SEED: '4',
    },
  });
  assert.equal(status, 0, `${stderr}\n${stdout}`);
  assert.match(stdout, /^pass: /m);
});
