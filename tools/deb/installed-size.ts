import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** In KiB, as `Installed-Size` wants it: every file rounded up, every folder one. */
export function installedSize(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? 1 + installedSize(path) : Math.ceil(lstatSync(path).size / 1024));
  }, 0);
}
