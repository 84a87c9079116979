import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Whatever umask the checkout was made with: folders 0755, files 0644, but for the programs (paths below `tree`). */
export function setModes(tree: string, programs: readonly string[], folder = ''): void {
  chmodSync(join(tree, folder), 0o755);
  for (const entry of readdirSync(join(tree, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) setModes(tree, programs, path);
    else chmodSync(join(tree, path), programs.includes(path) ? 0o755 : 0o644);
  }
}
