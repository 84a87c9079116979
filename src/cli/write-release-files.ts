import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../base/fault.ts';

/** A file of one node, for example of a release; `path` is relative to the node's folder. */
export interface NodeFile {
  readonly node: string;
  readonly path: string;
  readonly mode: number;
  readonly text: string;
}

/**
 * Writes DIR/NODE/FILE. Each file is written beside its place and renamed, so that nobody reads half of one.
 * Throws the Fault `cli/cannot-write`.
 */
export function writeReleaseFiles(files: readonly NodeFile[], dir: string): void {
  for (const file of files) {
    const target = join(dir, file.node, file.path);
    const beside = `${target}.new`;
    try {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(beside, file.text, { mode: file.mode });
      chmodSync(beside, file.mode);
      renameSync(beside, target);
    } catch (error) {
      removeQuietly(beside);
      throw cannotWrite(target, error as NodeJS.ErrnoException);
    }
  }
}

/** Never instead of the failure that brought us here. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The directory itself may be the trouble; the first failure is the one to tell.
  }
}

function cannotWrite(target: string, error: NodeJS.ErrnoException): Fault {
  const reasons: Record<string, string> = {
    EACCES: 'you may not write there',
    EPERM: 'you may not write there',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a part of the path is a file, not a directory',
    EEXIST: 'a part of the path is a file, not a directory',
    EISDIR: 'a directory has this name',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return new Fault(
    'cli/cannot-write',
    `Cannot write ${target}: ${reason}.`,
    'Name a directory with room that you may write to: -o DIR.',
    error.message,
    error,
  );
}
