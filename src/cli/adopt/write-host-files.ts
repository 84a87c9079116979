import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeDurably } from '../../host/write-durably.ts';
import type { HostFile } from '../../release/compile-units.ts';

/** The name of the node only where nobody wrote it: secrets may stand beside it. */
export function writeHostFiles(files: readonly HostFile[]): void {
  const wanted = files.filter(({ path }) => path.endsWith('.socket') || !existsSync(join('/', path)));
  for (const { path } of wanted) mkdirSync(dirname(join('/', path)), { recursive: true });
  writeDurably(wanted.map(({ path, text, mode }) => ({ path: join('/', path), content: text, mode })));
}
