import { spawn } from 'node:child_process';
import { searchPath } from '../foundation/find-program.ts';

export interface FolderLock {
  release(): Promise<void>;
}

/*
 * The kernel holds the lock (flock on the folder, by a child that lives as long as our end of its stdin), so that a
 * command that dies leaves no stale lock. The holder before us may have removed the folder: then the lock is on nothing.
 */
const HOLD = `
exec 9<"$1" || { echo gone; exit 0; }
if [ "$2" = 0 ]; then flock -n 9; else flock -w "$2" 9; fi || { echo busy; exit 0; }
[ "$(stat -Lc %d:%i /proc/self/fd/9)" = "$(stat -c %d:%i "$1" 2>/dev/null)" ] || { echo gone; exit 0; }
echo held
cat >/dev/null`;

/**
 * Waits at most `waitSeconds` (default 0) for the lock of a folder. `busy` = another has it still; `gone` = there is no
 * such folder, or not any more.
 */
export function lockFolder(dir: string, waitSeconds = 0): Promise<FolderLock | 'busy' | 'gone'> {
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', HOLD, 'holdfast-lock', dir, String(waitSeconds)], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, PATH: searchPath() },
      detached: true,
    });
    const ended = new Promise<void>((done) => child.once('close', () => done()));
    const release = async () => {
      child.stdin.end();
      await ended;
    };
    child.stdin.on('error', () => {});
    child.stdout.setEncoding('utf8').once('data', (word: string) => {
      const answer = word.trim();
      resolve(answer === 'held' ? { release } : answer === 'busy' ? 'busy' : 'gone');
    });
    child.once('error', () => resolve('gone'));
    child.once('close', () => resolve('gone'));
  });
}
