import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);

describe('the Debian package', { concurrency: 1 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'hf-package-file-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const build = async (out: string, mask: string, compression: string): Promise<string> => {
    const words = [
      process.execPath,
      'tools/build-deb.ts',
      '--out',
      join(folder, out),
      '--compression',
      compression,
    ];
    const { stdout } = await run('sh', ['-c', `umask ${mask}; exec "$@"`, 'sh', ...words], {
      cwd: ROOT,
      env: { ...process.env, SOURCE_DATE_EPOCH: '1700000000' },
    });
    return stdout.trim();
  };

  it('is the same to the last byte whenever and however it is built', async () => {
    const [one, other] = [await build('one', '022', 'none'), await build('other', '077', 'none')];
    const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
    assert.equal(digest(one), digest(other));
  });

  it('has no error that lintian knows', async () => {
    const deb = await build('lintian', '022', 'gzip');
    const { stdout } = await run('lintian', ['--fail-on', 'error', '--allow-root', deb]).catch((error) => {
      throw new Error(`${error.stdout}\n${error.stderr}`);
    });
    assert.doesNotMatch(stdout, /^E:/m);
  });

  it('has units that systemd understands, and a daemon that can do little harm', async () => {
    const unit = join(ROOT, 'packaging/systemd/holdfast.service');
    const { stdout, stderr } = await run('systemd-analyze', [
      'security',
      '--offline=true',
      '--threshold=40',
      unit,
    ]);
    assert.match(stdout, /Overall exposure level/);
    assert.doesNotMatch(stderr, /Unknown|ignoring/);
    const other = join(ROOT, 'packaging/systemd/holdfast-foundation@.service');
    const words = await run('systemd-analyze', ['security', '--offline=true', other]);
    assert.doesNotMatch(words.stderr, /Unknown|ignoring/);
  });
});
