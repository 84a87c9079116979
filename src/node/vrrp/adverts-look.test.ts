import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { AdvertsLook } from './adverts-look.ts';

const root = mkdtempSync(join(tmpdir(), 'holdfast-adverts-'));
after(() => rmSync(root, { recursive: true, force: true }));

test('a node on which nothing is in force says why nothing is known', async () => {
  const { instances, why } = await new AdvertsLook(join(root, 'none')).look();
  assert.deepEqual(instances, []);
  assert.match(why ?? '', /ENOENT/);
});

test('a process that is no Keepalived gets no signal, though the pid file names it', async () => {
  mkdirSync(join(root, 'active'));
  writeFileSync(join(root, 'active/foundation.json'), JSON.stringify({ vips: [] }));
  // This process would die of it.
  writeFileSync(join(root, 'vrrp.pid'), `${process.pid}\n`);
  const look = new AdvertsLook(root);
  const { why } = await look.look();
  assert.equal(why, 'no VRRP process that could be asked runs');
  assert.equal(look.look(), look.look(), 'who asks at once gets the same answer');
});
