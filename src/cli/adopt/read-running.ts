import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../../base/fault.ts';
import type { FormerUnit } from '../../host/adopt/plan/adopt-facts.ts';
import { importFiles } from '../../import/import-files.ts';
import type { Imported } from '../../import/import-site.ts';
import type { LintFile } from '../../lint/lint-file.ts';
import { readLintFiles } from '../read-lint-files.ts';

/**
 * What the running units read, imported.
 * @throws Fault `cli/cannot-read`
 */
export function readRunning(
  former: readonly FormerUnit[],
  node: string,
  name: string,
  addresses: ReadonlyMap<string, string>,
): Imported {
  return importFiles(
    former.flatMap((unit) => filesOf(unit, node)),
    { name, addresses },
  );
}

function filesOf({ engine, files }: FormerUnit, node: string): readonly LintFile[] {
  // nginx.conf includes the sites beside it.
  const roots = engine === 'nginx' ? files.map((file) => dirname(file)) : files;
  const main = read(roots, node);
  const more = engine === 'keepalived' ? read(main.flatMap(includedBy), node) : [];
  const known = new Set(main.map(({ path }) => path));
  return [...main, ...more.filter(({ path }) => !known.has(path))];
}

function read(paths: readonly string[], node: string): readonly LintFile[] {
  const { files, unreadable } = readLintFiles(paths.map((path) => ({ path, node })));
  const [first] = unreadable;
  if (first === undefined) return files;
  throw new Fault(
    'cli/cannot-read',
    `Cannot read ${first.path}: ${first.reason}.`,
    'a running unit reads it: make it readable, or stop the unit if nothing needs it.',
  );
}

/** `include conf.d/*.conf`, relative to the folder of the including file (keepalived.conf(5)). */
function includedBy({ path, text }: LintFile): string[] {
  return [...text.matchAll(/^\s*include[a-z]?r?\s+(\S+)/gm)].flatMap(([, pattern = '']) =>
    globSync(pattern, { cwd: dirname(path) }).map((found) =>
      found.startsWith('/') ? found : `${dirname(path)}/${found}`,
    ),
  );
}
