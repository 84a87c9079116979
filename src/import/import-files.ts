import type { Problem } from '../base/problem.ts';
import { groupFiles } from '../lint/group.ts';
import { identifyFile } from '../lint/identify.ts';
import type { LintFile } from '../lint/lint-file.ts';
import { readNode } from '../lint/read-node.ts';
import type { ImportNode } from './import-node.ts';
import { type Imported, type ImportOptions, importSite } from './import-site.ts';

/** Files of a pair → the spec that means the same. What is wrong with their form is told with the rest. */
export function importFiles(files: readonly LintFile[], options: ImportOptions): Imported {
  const known = files.map((file) => ({ ...file, kind: identifyFile(file.path, file.text) }));
  const read = groupFiles(known).flat().map(readNode);
  const nodes = read.map(
    ({ node }): ImportNode => ({
      name: node.name,
      haproxy: node.haproxy,
      keepalived: node.keepalived,
      instances: node.keepalived?.instances ?? [],
    }),
  );
  const problems: Problem[] = read.flatMap((one) => one.problems);
  const imported = importSite(
    nodes.filter(({ haproxy, keepalived }) => haproxy !== undefined || keepalived !== undefined),
    options,
  );
  return { ...imported, problems: [...problems, ...imported.problems] };
}
