import { lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../base/fault.ts';

/** The longest path of a unix socket that HAProxy takes; the kernel takes a few more. */
export const LONGEST_SOCKET_PATH = 97;

/** Where this user's labs live: `/tmp/holdfast-UID`. */
export function stateRoot(): string {
  return `/tmp/holdfast-${process.getuid?.() ?? 0}`;
}

/** The directory of one lab. Throws `lab/bad-name` for what cannot be a lab's name. */
export function labDir(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name)) {
    throw new Fault(
      'lab/bad-name',
      `${JSON.stringify(name)} cannot be the name of a lab.`,
      'use letters, digits, "-", "_" and ".", and begin with a letter or digit',
    );
  }
  return join(stateRoot(), name);
}

/** Makes a private directory, or checks the one that is there: ours, 0700, not a link. Throws `lab/state-dir`. */
export function makePrivateDir(dir: string): void {
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw stateFault(dir, error);
  }
  checkPrivateDir(dir);
}

/** false = it is not there. Throws `lab/state-dir` when it is not a private directory of ours. */
export function checkPrivateDir(dir: string): boolean {
  const found = lstatSync(dir, { throwIfNoEntry: false });
  if (found === undefined) return false;
  const complain = (what: string) => {
    throw new Fault(
      'lab/state-dir',
      `${dir} ${what}, so the lab does not trust it: who can write there could replace its files.`,
      `remove it if it is yours (sudo rm -r ${dir} if it is not), then try again`,
    );
  };
  if (found.isSymbolicLink()) complain('is a symbolic link');
  if (!found.isDirectory()) complain('is not a directory');
  if (found.uid !== process.getuid?.()) complain(`belongs to user ${found.uid}`);
  if ((found.mode & 0o077) !== 0) complain(`is open to others (mode ${(found.mode & 0o777).toString(8)})`);
  return true;
}

/** Names of all labs of this user that left something here, dead or alive. */
export function labNames(): readonly string[] {
  const root = stateRoot();
  if (!checkPrivateDir(root)) return [];
  return readdirSync(root).filter((name) => checkOrSkip(join(root, name)));
}

/** Empties a lab's directory; the directory itself stays, because the lock is on it. */
export function emptyDir(dir: string): void {
  for (const entry of readdirSync(dir)) rmSync(join(dir, entry), { recursive: true, force: true });
}

/** Removes a lab's directory, and this user's root when no other lab is in it. */
export function removeDir(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
  try {
    rmdirSync(stateRoot());
  } catch {
    // Another lab is there.
  }
}

/** What went wrong with the lab's files, as a fault that names the reason. */
export function stateFault(file: string, error: unknown): Fault {
  const { code, message } = error as NodeJS.ErrnoException;
  const why =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'no space is left there'
      : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
        ? 'this user may not write there'
        : 'it cannot be written';
  return new Fault(
    'lab/state-not-writable',
    `The lab keeps its files below ${stateRoot()}, and ${why}.`,
    code === 'ENOSPC' || code === 'EDQUOT' ? 'free some space in /tmp' : 'make /tmp writable for this user',
    `${file}: ${message}`,
    error,
  );
}

function checkOrSkip(dir: string): boolean {
  try {
    return checkPrivateDir(dir);
  } catch {
    return false;
  }
}
