import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../base/fault.ts';
import { searchPath } from '../foundation/find-program.ts';
import { closeInheritedStreams } from '../host/close-inherited-streams.ts';
import { privilege, unshareFlags } from '../host/namespaces.ts';
import { childrenOf, endInit, identify, isAlive, isFirstProcess } from './init-process.ts';
import type { ProcessIdentity } from './lab-record.ts';

/** What a shell, a debugger or a test runner set for itself, and our daemons should not inherit. */
export const NOT_INHERITED = [
  'NODE_OPTIONS',
  'NODE_TEST_CONTEXT',
  'NODE_V8_COVERAGE',
  'NODE_CHANNEL_FD',
  'BASH_ENV',
  'ENV',
];

/**
 * Starts `DIR/init.sh` as process 1 of new namespaces. It waits for `DIR/lab.json` before it does anything, so that
 * no lab ever runs without a record. Holds none of our streams. Throws `lab/network-failed`.
 */
export async function launch(dir: string): Promise<ProcessIdentity> {
  closeInheritedStreams();
  const log = openSync(`${dir}/log/init.log`, 'a', 0o600);
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !NOT_INHERITED.includes(name)),
  );
  const child = spawn(
    'unshare',
    [
      ...unshareFlags(privilege()),
      '--net',
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      '--mount-proc',
      'sh',
      `${dir}/init.sh`,
    ],
    { stdio: ['ignore', log, log], detached: true, cwd: '/', env: { ...env, PATH: searchPath() } },
  );
  closeSync(log);
  child.on('error', () => {});
  child.unref();
  const deadline = performance.now() + 5000;
  while (child.pid !== undefined && child.exitCode === null && performance.now() < deadline) {
    const init = childrenOf(child.pid).filter(isFirstProcess).map(identify)[0];
    if (init !== undefined) return init;
    await pause(5);
  }
  throw failed(dir, 'The namespaces of the lab could not be made.');
}

/** Returns when the network of the lab is built. Throws `lab/network-failed` with what the commands said. */
export async function untilReady(dir: string, init: ProcessIdentity, timeoutMs = 15_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!existsSync(`${dir}/ready`)) {
    if (!isAlive(init)) throw failed(dir, 'The network of the lab could not be built.');
    if (performance.now() > deadline) {
      await endInit(init);
      throw failed(dir, `The network of the lab was not built within ${timeoutMs / 1000} s.`);
    }
    await pause(10);
  }
}

function failed(dir: string, message: string): Fault {
  return new Fault(
    'lab/network-failed',
    message,
    'remove the reason that the commands name; if they name none, try as root',
    readFileSync(`${dir}/log/init.log`, 'utf8').slice(-2000).trim(),
  );
}
