import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/holdfast', import.meta.url));

function holdfast(words: readonly string[], program = bin, env: NodeJS.ProcessEnv = process.env) {
  return spawnSync(program, words, { encoding: 'utf8', env });
}

describe('holdfast', () => {
  it('prints its version', () => {
    const { status, stdout } = holdfast(['--version']);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
    assert.equal(status, 0);
  });

  it('prints help on stdout when asked', () => {
    const { status, stdout, stderr } = holdfast(['--help']);
    assert.match(stdout, /Usage: holdfast/);
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });

  it('answers a mistyped command with a suggestion and exit code 2', () => {
    const { status, stdout, stderr } = holdfast(['completoin']);
    assert.match(stderr, /Did you mean completion\?/);
    assert.equal(stdout, '');
    assert.equal(status, 2);
  });

  it('answers a wrong flag of a command with exit code 2', () => {
    assert.equal(holdfast(['completion', 'bash', '--nonsense']).status, 2);
    assert.equal(holdfast(['completion', 'tcsh']).status, 2);
    assert.equal(holdfast([]).status, 2);
  });

  it('runs through a chain of symlinks, from a bare environment', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-bin-'));
    t.after(() => rmSync(folder, { recursive: true }));
    symlinkSync(bin, join(folder, 'one'));
    symlinkSync('one', join(folder, 'two'));
    assert.equal(holdfast(['--version'], join(folder, 'two'), { PATH: '/usr/bin:/bin' }).status, 0);
  });

  it('keeps compiled code below the cache directory of the user, and does without where it cannot', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-cache-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const cache = join(folder, 'cache');
    mkdirSync(cache);
    assert.equal(
      holdfast(['--version'], bin, { PATH: process.env['PATH'], XDG_CACHE_HOME: cache }).status,
      0,
    );
    assert.doesNotThrow(() => chmodSync(join(cache, 'holdfast'), 0o700));
    const impossible = '/proc/no-such-place';
    const { status, stderr } = holdfast(['--version'], bin, { PATH: '/usr/bin:/bin', HOME: impossible });
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });

  it('says what to run when the packages are not installed', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-bare-'));
    t.after(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'bin'));
    const copy = join(folder, 'bin', 'holdfast');
    assert.equal(spawnSync('cp', [bin, copy]).status, 0);
    const { status, stderr } = holdfast(['--version'], copy);
    assert.match(stderr, /Fix: run `make setup`/);
    assert.equal(status, 3);
  });

  it('ends quietly when whoever reads its output stops reading', () => {
    const { stderr, stdout } = spawnSync('sh', ['-c', '"$0" completion bash | head -n 1', bin], {
      encoding: 'utf8',
    });
    assert.match(stdout, /bash completion/);
    assert.equal(stderr, '');
  });

  it('says in one line when the output cannot be written', () => {
    const { status, stderr } = spawnSync('sh', ['-c', '"$0" completion bash > /dev/full', bin], {
      encoding: 'utf8',
    });
    assert.match(stderr, /cli\/output-failed/);
    assert.equal(status, 3);
  });

  it('prints completion scripts that their shells accept', () => {
    const { stdout } = holdfast(['completion', 'bash']);
    const { stdout: found, stderr } = spawnSync(
      'bash',
      [
        '-c',
        `${stdout}\nCOMP_WORDS=(holdfast completion ''); COMP_CWORD=2; _holdfast; echo "\${COMPREPLY[@]}"`,
      ],
      { encoding: 'utf8' },
    );
    assert.equal(stderr, '');
    assert.match(found, /bash.*fish.*zsh/);
    for (const shell of ['zsh', 'fish']) {
      assert.match(holdfast(['completion', shell]).stdout, /completion/);
    }
  });
});
