import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['src/**/*.ts', 'ui/**/*', 'tools/build.ts', 'package-lock.json'];
const PROGRAMS = ['dist/*.mjs', 'dist/cli/main.mjs', 'dist/ui/index.html'];

/** Programs and page in `dist/` are those of the sources as they are now: built where one of them is older. */
export function buildPrograms(): void {
  if (Math.min(...momentsOf(PROGRAMS)) > Math.max(...momentsOf(SOURCES))) return;
  const { status, stderr } = spawnSync(process.execPath, ['tools/build.ts'], { cwd: ROOT, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

/** When each was written; of what is not there, long ago. */
function momentsOf(patterns: readonly string[]): readonly number[] {
  return patterns.flatMap((pattern) => {
    const paths = globSync(pattern, { cwd: ROOT });
    return paths.length === 0 ? [0] : paths.map((path) => statSync(`${ROOT}/${path}`).mtimeMs);
  });
}
