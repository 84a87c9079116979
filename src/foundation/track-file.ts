import { closeSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';

/**
 * Puts a number into a VIP's track file. By rename, so that keepalived never reads half of it; on a full disk in place:
 * the three characters then overwrite three others, which needs no new block.
 */
export function writeTrackFile(path: string, weight: number): void {
  // Padded with spaces: keepalived reads 050 as octal, 40.
  const text = `${String(weight).padStart(3)}\n`;
  try {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  } catch {
    const fd = openSync(path, 'r+');
    try {
      writeSync(fd, text, 0);
    } finally {
      closeSync(fd);
    }
  }
}
