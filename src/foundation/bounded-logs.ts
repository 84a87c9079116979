import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LIMIT_BYTES = 1_048_576;

/**
 * Keeps every `*.log` of a folder within 1 MiB, and one former MiB beside it. By copy and truncate: guests have the file open
 * for appending and never notice. Failures are ignored: a full disk must harm nobody.
 */
export function boundLogs(dir: string): void {
  try {
    for (const name of readdirSync(dir)) {
      const path = join(dir, name);
      if (!name.endsWith('.log') || statSync(path).size <= LIMIT_BYTES) continue;
      try {
        writeFileSync(`${path}.1`, readFileSync(path).subarray(-LIMIT_BYTES), { mode: 0o600 });
      } finally {
        truncateSync(path, 0);
      }
    }
  } catch {
    // The next round tries again.
  }
}
