import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the folders of src, sorted. */
export function rooms(): string[] {
  return readdirSync('src', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Every source below src that is no test: its path from the checkout, and its text. */
export function sourceFiles(): { path: string; text: string }[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => join('src', file))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}
