import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { Fault } from '../../base/fault.ts';
import { findProgram } from '../../foundation/find-program.ts';

const BUSY = 1;

/**
 * One process a state directory. flock(2) belongs to the open file, not to the process that asked for it: flock(1) takes
 * it on a descriptor that it inherits from us, ends, and the lock stays ours. It is gone with our descriptor however we
 * end, and needs no file: it works on a full disk and on a read-only one.
 * @returns what lets go
 * @throws Fault `node/state-in-use`, `node/cannot-lock`; an error of the file system when the directory cannot be opened
 */
export function lockState(dir: string): () => void {
  const descriptor = openSync(dir, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    const flock = findProgram('flock');
    if (flock === undefined) throw cannotLock(dir, 'this machine has no flock');
    const answer = spawnSync(flock, ['-n', '3'], { stdio: ['ignore', 'ignore', 'pipe', descriptor] });
    if (answer.status === BUSY) throw inUse(dir);
    if (answer.status !== 0) {
      throw cannotLock(dir, answer.error?.message ?? answer.stderr.toString('utf8').trim());
    }
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  return () => closeSync(descriptor);
}

function inUse(dir: string): Fault {
  return new Fault(
    'node/state-in-use',
    `Another process works on the state in ${dir}; two would overwrite each other's revisions.`,
    `Leave it running, or stop it first: fuser -v ${dir} names it.`,
  );
}

function cannotLock(dir: string, why: string): Fault {
  return new Fault(
    'node/cannot-lock',
    `The state directory ${dir} cannot be locked: ${why}.`,
    'Install util-linux, and keep the state on a local file system.',
    why,
  );
}
