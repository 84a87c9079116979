import { Fault } from '../../base/fault.ts';
import { diskWords } from '../disk-words.ts';
import type { Revision } from './revision.ts';

export function cannotStore(dir: string, error: unknown): Fault {
  return new Fault(
    'node/cannot-store',
    `The state in ${dir} cannot be written: ${diskWords(error)}. It is as it was; traffic goes on.`,
    `Make room on that disk, or make it writable again (df -h ${dir}), then do it once more.`,
    (error as Error).message,
    error,
  );
}

export function notDurable(dir: string, error: unknown): Fault {
  return new Fault(
    'node/not-durable',
    `The disk does not promise to keep what was written to ${dir}: ${diskWords(error)}. A power cut may undo it.`,
    'Look at the disk (dmesg | tail) before this machine is switched off.',
    (error as Error).message,
    error,
  );
}

export function cannotRead(dir: string, error: unknown): Fault {
  return new Fault(
    'node/cannot-read-state',
    `The state in ${dir} cannot be used: ${diskWords(error)}. This node works on without its memory.`,
    `Look at the directory and its disk (ls -la ${dir}; dmesg | tail), and restart holdfast node.`,
    (error as Error).message,
    error,
  );
}

export function damaged(number: number, folder: string, error: unknown): Fault {
  const { message } = error as Error;
  return new Fault(
    'node/revision-damaged',
    `Revision ${number} in ${folder} cannot be used: ${message}.`,
    'Apply the spec again; a rollback to this revision is not possible. Look at the disk (dmesg | tail).',
    message,
    error,
  );
}

export function changed(what: string, etag: string): Fault {
  return new Fault(
    'node/state-changed',
    `${what}: the state of this node is not the one that the change was made for; it is ${etag} now.`,
    'Look at what changed (holdfast history), make the plan again, and apply that.',
  );
}

export function noRevision(number: number, revisions: readonly Revision[]): Fault {
  const kept = revisions.map((revision) => revision.number).join(', ');
  return new Fault(
    'node/no-revision',
    `There is no revision ${number}; ${kept === '' ? 'none was accepted on this node yet' : `kept are ${kept}`}.`,
    'Choose one that holdfast history shows.',
  );
}
