import { readFileSync } from 'node:fs';

/** The end of a log; empty when it cannot be read. */
export function readLastWords(path: string): string {
  try {
    return readFileSync(path, 'utf8').slice(-2_000);
  } catch {
    return '';
  }
}
