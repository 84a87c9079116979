import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface DurableFile {
  readonly path: string;
  readonly content: string | Buffer;
  readonly mode: number;
  /** Default: whoever runs this. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/**
 * Each file is written beside its place and made durable; only when all are is each renamed into its place. What
 * fails because of room or rights fails before anything is changed. Throws what the file system answers.
 */
export function writeDurably(files: readonly DurableFile[]): void {
  const staged: { readonly beside: string; readonly path: string }[] = [];
  try {
    for (const file of files) {
      const beside = join(
        dirname(file.path),
        `.${basename(file.path)}.holdfast-${randomBytes(6).toString('hex')}`,
      );
      staged.push({ beside, path: file.path });
      stage(beside, file);
    }
    for (const { beside, path } of staged) renameSync(beside, path);
  } catch (error) {
    for (const { beside } of staged) removeQuietly(beside);
    throw error;
  }
  for (const folder of new Set(files.map(({ path }) => dirname(path)))) makeDurable(folder);
}

function stage(beside: string, { content, mode, owner }: DurableFile): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  const descriptor = openSync(beside, flags, 0o600);
  try {
    writeFileSync(descriptor, content);
    if (owner !== undefined) fchownSync(descriptor, owner.uid, owner.gid);
    fchmodSync(descriptor, mode);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A new name in a folder has to reach the disk as well; not every file system can be asked. */
export function makeDurable(folder: string): void {
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

/** Never instead of the failure that brought us here. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The folder itself may be the trouble; the first failure is the one to tell.
  }
}
