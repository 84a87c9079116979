import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../base/fault.ts';

/**
 * Writes a file that a command makes: beside its place, then renamed, so that nobody reads half of one. A link stays a
 * link; a device or a pipe (`/dev/stdout`) is written into; `-` is stdout.
 * @throws Fault `cli/cannot-write`
 */
export function writeOutput(path: string, text: string): void {
  if (path === '-') {
    process.stdout.write(text);
    return;
  }
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) writeBeside(path, text);
    else if (stat.isFile() && !isOpenFile(path)) writeBeside(realpathSync(path), text);
    else writeFileSync(path, text);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/**
 * Looks whether `writeOutput` would find its place, for a command that takes long before it writes.
 * @throws Fault `cli/cannot-write`
 */
export function checkOutput(path: string): void {
  if (path === '-') return;
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true)
      throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR' });
    if (stat?.isFile() === false || isOpenFile(path)) accessSync(path, constants.W_OK);
    else mayWriteIn(dirname(stat === undefined ? path : realpathSync(path)));
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function mayWriteIn(folder: string): void {
  // The slash: a file in its place is told as such, also to root.
  statSync(`${folder}/`);
  accessSync(folder, constants.W_OK | constants.X_OK);
}

function cannotWrite(path: string, error: unknown): Fault {
  const words = error instanceof Error ? error.message : String(error);
  const remedy =
    REMEDIES[(error as NodeJS.ErrnoException).code ?? ''] ?? 'Name a file in a folder that you may write to.';
  return new Fault('cli/cannot-write', `Cannot write ${path}.`, remedy, words, error);
}

const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: 'Its folder is not there: make it (mkdir -p), or name a file in another one.',
  ENOTDIR: 'Its folder is a file: name a file in a folder.',
  EISDIR: 'It is a folder: name a file in it.',
  ENOSPC: 'Make room on that disk, or name a file on another one.',
  EDQUOT: 'Make room on that disk, or name a file on another one.',
  EROFS: 'That disk is mounted for reading alone: name a file on another one.',
};

function writeBeside(path: string, text: string): void {
  const beside = `${path}.new`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** What a shell has opened for us is its file to write on, not a name to give to another one. */
function isOpenFile(path: string): boolean {
  return /^\/(?:dev|proc)\//.test(path);
}
