import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_FILES, type ReleaseFolder } from './release-folder.ts';

/** What an engine reads beside its file (a certificate, an error page) may be another one later. */
const FRESH_MS = 30_000;

/** Files that the engines have accepted a moment ago are not shown to them again: an apply asks first, then changes. */
export class AcceptedFiles {
  #digest: string | undefined;
  #until = 0;

  note(folder: ReleaseFolder): void {
    this.#digest = digestOf(folder);
    this.#until = performance.now() + FRESH_MS;
  }

  has(folder: ReleaseFolder): boolean {
    return performance.now() < this.#until && this.#digest === digestOf(folder);
  }
}

function digestOf({ dir }: ReleaseFolder): string {
  const hash = createHash('sha256');
  for (const name of CONFIG_FILES) {
    const path = join(dir, name);
    hash.update(existsSync(path) ? readFileSync(path) : '\0').update('\0');
  }
  return hash.digest('hex');
}
