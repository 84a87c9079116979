import type { Problem } from '../base/problem.ts';
import { parseNginx } from '../engines/nginx/grammar/parse.ts';
import type { NginxSource } from '../engines/nginx/grammar/source.ts';
import { parseOssec } from '../foreign/ossec/grammar/parse-ossec.ts';
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
  const nginxFiles = known
    .filter(({ kind }) => kind === 'nginx')
    .map(({ text, path }) => parseNginx(text, path).source);
  const nodes = read.map(
    ({ node }): ImportNode => ({
      name: node.name,
      haproxy: node.haproxy,
      keepalived: node.keepalived,
      nginx: joined(node.nginx),
      nginxFiles,
      instances: node.keepalived?.instances ?? [],
    }),
  );
  const ossec = known.filter(({ kind }) => kind === 'ossec').map(({ text, path }) => parseOssec(text, path));
  const problems: Problem[] = [...read, ...ossec].flatMap((one) => one.problems);
  const imported = importSite(
    nodes.filter(({ haproxy, keepalived, nginx }) =>
      [haproxy, keepalived, nginx].some((one) => one !== undefined),
    ),
    options,
    ossec.map((one) => one.ossec),
  );
  return { ...imported, problems: [...problems, ...imported.problems] };
}

/** Sites that are given without the nginx.conf that includes them are one nginx. */
function joined([first, ...others]: readonly NginxSource[]): NginxSource | undefined {
  if (first === undefined || others.length === 0) return first;
  return { ...first, directives: [first, ...others].flatMap(({ directives }) => directives) };
}
