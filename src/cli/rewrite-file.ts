import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../base/fault.ts';
import { decodeText } from './text-bytes.ts';

/**
 * Puts `after` in the place of `before`: written beside the file, made durable, renamed, with the file's own mode and
 * owner. A link stays a link. Throws the Fault `cli/cannot-rewrite`, also when the file no longer says `before`; the
 * file is then as it was.
 */
export function rewriteFile(path: string, before: string, after: string): void {
  try {
    const target = realpathSync(path);
    const { text, encode } = decodeText(readFileSync(target));
    if (text !== before) throw new Error('somebody changed it in the meantime');
    replace(target, encode(after));
  } catch (error) {
    throw cannotRewrite(path, error as NodeJS.ErrnoException);
  }
}

function replace(target: string, bytes: Buffer): void {
  const { mode, uid, gid } = statSync(target);
  const beside = join(dirname(target), `.${basename(target)}.holdfast-${process.pid}`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  const descriptor = openSync(beside, flags, 0o600);
  try {
    try {
      writeFileSync(descriptor, bytes);
      fchownSync(descriptor, uid, gid);
      fchmodSync(descriptor, mode & 0o7777);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  makeDurable(dirname(target));
}

/** The new name is in the folder, which has to reach the disk as well; not every file system can be asked. */
function makeDurable(folder: string): void {
  try {
    const descriptor = openSync(folder, constants.O_RDONLY);
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The file is in its place; only a power cut right now could undo it.
  }
}

function cannotRewrite(path: string, error: NodeJS.ErrnoException): Fault {
  const reasons: Record<string, string> = {
    EACCES: 'you may not write there',
    EPERM: 'you may not write there, or not keep its owner',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    ENOENT: 'it is no longer there',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return new Fault(
    'cli/cannot-rewrite',
    `Cannot rewrite ${path}: ${reason}. It is as it was.`,
    'Run it as the owner of the file, or apply the change yourself: --diff shows it.',
    error.message,
    error,
  );
}
