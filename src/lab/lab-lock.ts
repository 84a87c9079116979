import { spawn } from 'node:child_process';
import { searchPath } from '../foundation/find-program.ts';
import { checkPrivateDir, makePrivateDir, stateRoot } from './state-dir.ts';

/** Held by the one command that may change a lab now. */
export interface LabLock {
  release(): Promise<void>;
}

/*
 * The kernel holds the lock (flock on the lab's directory, by a child that lives as long as our end of its stdin), so
 * a command that dies leaves no stale lock. The holder before us may have removed the directory: then the lock is on
 * nothing, and we try again.
 */
const HOLD = `
flock -n 9 || { echo busy; exit 0; }
[ "$(stat -Lc %d:%i /proc/self/fd/9)" = "$(stat -c %d:%i "$1" 2>/dev/null)" ] || { echo gone; exit 0; }
echo held
cat >/dev/null`;

/** undefined = another command has it. `make: false` takes no lock (undefined too) where there is no directory. */
export async function lockLab(dir: string, { make = true } = {}): Promise<LabLock | undefined> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if (make) {
      makePrivateDir(stateRoot());
      try {
        makePrivateDir(dir);
      } catch (error) {
        if (isGone(error)) continue;
        throw error;
      }
    } else if (!checkPrivateDir(dir)) return undefined;
    const answer = await hold(dir);
    if (answer === 'busy') return undefined;
    if (answer !== 'gone') return answer;
  }
  return undefined;
}

function hold(dir: string): Promise<LabLock | 'busy' | 'gone'> {
  return new Promise((resolve) => {
    const child = spawn(
      '/bin/sh',
      ['-c', `exec 9<"$1" || { echo gone; exit 0; }${HOLD}`, 'holdfast-lock', dir],
      {
        stdio: ['pipe', 'pipe', 'ignore'],
        env: { ...process.env, PATH: searchPath() },
        detached: true,
      },
    );
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

/** The root was removed between our two steps, by a command that ended the last lab in it. */
function isGone(error: unknown): boolean {
  const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
  return cause?.code === 'ENOENT';
}
