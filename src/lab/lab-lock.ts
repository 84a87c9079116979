import { type FolderLock, lockFolder } from '../host/lock-folder.ts';
import { checkPrivateDir, makePrivateDir, stateRoot } from './state-dir.ts';

/** Held by the one command that may change a lab now. */
export type LabLock = FolderLock;

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
    const answer = await lockFolder(dir);
    if (answer === 'busy') return undefined;
    // The holder before us has removed the directory: then the lock would be on nothing, and we try again.
    if (answer !== 'gone') return answer;
  }
  return undefined;
}

/** The root was removed between our two steps, by a command that ended the last lab in it. */
function isGone(error: unknown): boolean {
  const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
  return cause?.code === 'ENOENT';
}
