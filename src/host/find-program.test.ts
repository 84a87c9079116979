import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findProgram, searchPath } from '../foundation/find-program.ts';
import { wayOut } from './namespaces.ts';
import { requirePrograms } from './require-programs.ts';
import { runCommand } from './run-command.ts';

test('directories of system programs are searched although the PATH lacks them, after the caller’s own', () => {
  assert.equal(searchPath('/usr/bin:/bin'), '/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin');
  assert.equal(searchPath('/sbin:/usr/bin'), '/sbin:/usr/bin:/usr/local/sbin:/usr/sbin');
  assert.equal(searchPath(''), '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin');
});

test('a program is found by its name; a directory or a relative part of the PATH is none', () => {
  assert.match(findProgram('sh') ?? '', /\/sh$/);
  assert.equal(findProgram('bin', '/usr'), undefined);
  assert.equal(findProgram('sh', '.:bin'), undefined);
});

test('all missing programs are told at once, with the packages that have them', () => {
  assert.throws(
    () => requirePrograms(['haproxy', 'nsenter', 'flock'], '/nowhere'),
    (error: { code: string; message: string; remedy: string }) =>
      error.code === 'host/engine-missing' &&
      /haproxy, nsenter, flock/.test(error.message) &&
      error.remedy.endsWith('haproxy util-linux'),
  );
});

test('a command that fails, is missing or is killed is a result', async () => {
  assert.deepEqual(await runCommand(['sh', '-c', 'cat; echo bad >&2; exit 3'], { input: 'in' }), {
    code: 3,
    stdout: 'in',
    stderr: 'bad\n',
    timedOut: false,
  });
  assert.equal((await runCommand(['no-such-program-here'])).code, 127);
  assert.equal((await runCommand(['sh', '-c', 'kill -9 $$'])).code, 137);
});

test('a command that takes too long is ended, whatever it left behind', async () => {
  const result = await runCommand(['sh', '-c', 'sleep 30 & sleep 30'], { timeoutMs: 50 });
  assert.equal(result.timedOut, true);
  assert.notEqual(result.code, 0);
});

test('the way to user namespaces names the very restriction', () => {
  const with_ = (files: Record<string, number>) => wayOut((file) => files[file], 'be root');
  assert.match(
    with_({ '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': 1 }),
    /^run: sudo sysctl -w kernel\.apparmor_restrict_unprivileged_userns=0$/,
  );
  assert.match(with_({ '/proc/sys/user/max_user_namespaces': 0 }), /user\.max_user_namespaces=15000/);
  assert.match(with_({ '/proc/sys/kernel/unprivileged_userns_clone': 0 }), /unprivileged_userns_clone=1/);
  assert.equal(with_({}), 'be root');
});
