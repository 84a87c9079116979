import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';

/**
 * Writes a file that a command makes: beside its place, then renamed, so that nobody reads half of one. A link stays a
 * link; a device or a pipe (`/dev/stdout`) is written into.
 * @throws Fault `cli/cannot-write`
 */
export function writeOutput(path: string, text: string): void {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) writeBeside(path, text);
    else if (stat.isFile() && !isOpenFile(path)) writeBeside(realpathSync(path), text);
    else writeFileSync(path, text);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new Fault(
      'cli/cannot-write',
      `Cannot write ${path}.`,
      'Name a file in a folder that you may write to.',
      words,
      error,
    );
  }
}

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
