import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RUN_FILES } from '../../release/foundation-config.ts';
import { hideSecrets } from '../../release/plan/hide-secrets.ts';
import type { ReleaseFile } from '../../release/release.ts';
import type { FileStanding } from '../heal/decide-healing.ts';

/** Looks at this node's files in force; what has not changed since is not read again. */
export class FileStandings {
  readonly #runDir: string;
  readonly #read = new Map<string, { readonly stamp: string; readonly digest: string }>();

  constructor(runDir: string) {
    this.#runDir = runDir;
  }

  /** @param wanted this node's files as they shall be, secrets as references */
  async see(wanted: readonly ReleaseFile[]): Promise<readonly FileStanding[]> {
    const isCutOff = await this.#isCutOff();
    return await Promise.all(
      wanted.map(async (file) => {
        const inForce = await this.#digest(RUN_FILES.active, file);
        const put = isCutOff ? inForce : await this.#digest(RUN_FILES.wanted, file);
        return { path: file.path, inForce, wanted: digestOf(file.text), put };
      }),
    );
  }

  /** What was wanted last never came into force, because whoever put it there was killed: nobody edited anything by hand. */
  async #isCutOff(): Promise<boolean> {
    const [wanted, active] = await Promise.all(
      [RUN_FILES.wanted, RUN_FILES.active].map(async (folder) => {
        const { ctimeMs } = await stat(join(this.#runDir, folder)).catch(() => ({ ctimeMs: 0 }));
        return ctimeMs;
      }),
    );
    return (wanted ?? 0) > (active ?? 0);
  }

  /** undefined = it is not there, or cannot be read. */
  async #digest(folder: string, file: ReleaseFile): Promise<string | undefined> {
    const path = join(this.#runDir, folder, file.path);
    try {
      const { ino, mtimeMs, size } = await stat(path);
      // Where its secrets stand, the wanted text tells: another one reads the file anew.
      const stamp = JSON.stringify([ino, mtimeMs, size, digestOf(file.text)]);
      const known = this.#read.get(path);
      if (known?.stamp === stamp) return known.digest;
      const digest = digestOf(hideSecrets(file.path, await readFile(path, 'utf8'), [file]));
      this.#read.set(path, { stamp, digest });
      return digest;
    } catch {
      return undefined;
    }
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
