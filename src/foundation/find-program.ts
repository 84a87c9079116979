import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where distributions keep engines and `ip`; an ordinary user's PATH often lacks them. */
const SYSTEM_DIRECTORIES = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The caller's PATH, with the directories of system programs at its end. */
export function searchPath(path: string | undefined = process.env['PATH']): string {
  const given = (path === undefined || path === '' ? '/usr/local/bin:/usr/bin:/bin' : path).split(delimiter);
  return [...given, ...SYSTEM_DIRECTORIES.filter((directory) => !given.includes(directory))].join(delimiter);
}

/** The absolute path of a program, or undefined when this machine does not have it. */
export function findProgram(name: string, path: string = searchPath()): string | undefined {
  return path
    .split(delimiter)
    .filter((directory) => directory.startsWith('/'))
    .map((directory) => join(directory, name))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
