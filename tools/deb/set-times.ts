import { lutimesSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Gives everything in the folder, and itself, one time of change. */
export function setTimes(folder: string, epoch: number): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) setTimes(path, epoch);
    else lutimesSync(path, epoch, epoch);
  }
  lutimesSync(folder, epoch, epoch);
}
