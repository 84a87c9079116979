import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** An ordinary user's PATH may lack these, and the engines and `ip` live there. */
const SYSTEM_DIRS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The full path of a command, or undefined when this machine has none. */
export function findCommand(name: string, path: string = process.env['PATH'] ?? ''): string | undefined {
  const dirs = [...path.split(':').filter((dir) => dir !== ''), ...SYSTEM_DIRS];
  return dirs.map((dir) => join(dir, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
