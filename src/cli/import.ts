import { type Command, InvalidArgumentError } from 'commander';
import { Fault } from '../base/fault.ts';
import type { Problem } from '../base/problem.ts';
import { compareImport } from '../import/compare/compare-import.ts';
import type { Difference } from '../import/compare/facts.ts';
import { importFiles } from '../import/import-files.ts';
import type { Imported } from '../import/import-site.ts';
import { compileRelease } from '../release/compile-release.ts';
import { readSite } from '../site/read-site.ts';
import { parseNode } from './lint-context-options.ts';
import { readSiteFile } from './load-site.ts';
import { type LintRoot, readLintFiles } from './read-lint-files.ts';
import { say } from './say.ts';
import { countProblems, showProblems } from './show-problems.ts';

interface ImportOptions {
  readonly node?: readonly LintRoot[];
  readonly address?: ReadonlyMap<string, string>;
  readonly name: string;
  readonly check: boolean;
  readonly file?: string;
}

/** `holdfast import`: the spec that means the same as somebody's files, or what would differ. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description(
      'print the spec that means the same as a haproxy.cfg or an nginx.conf with its keepalived.conf, or as the HAProxy helper of a Wazuh master (ossec.conf), and tell what it cannot say',
    )
    .argument('[path...]', 'files, or folders with the files of a node')
    .option('--node <name=folder>', 'the files of one node; may be given once for each', parseNode)
    .option(
      '--address <node=address>',
      "a node's own address with its prefix; may be given once for each",
      parseAddress,
    )
    .option('--name <name>', 'the name of the site', 'imported-site')
    .option(
      '--check',
      'print what the spec would do otherwise than the files; exit code 1 when there is something',
      false,
    )
    .option('-f, --file <file>', 'with --check: compare with this spec instead of the imported one')
    .action(runImport);
}

/** `lb1=10.0.0.11/24`, added to those before it. */
export function parseAddress(
  text: string,
  before: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const [, node, address] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (node === undefined || address === undefined)
    throw new InvalidArgumentError('Write NODE=ADDRESS, such as lb1=10.0.0.11/24.');
  return new Map([...before, [node, address]]);
}

function runImport(paths: readonly string[], options: ImportOptions, command: Command): void {
  const { node = [], address: addresses = new Map(), name, check, file } = options;
  if (paths.length + node.length === 0) {
    command.error('error: name haproxy.cfg or nginx.conf and keepalived.conf, or a folder with them');
  }
  const roots = [...node, ...paths.map((path) => ({ path, node: undefined }))];
  const { files, named, skipped, unreadable } = readLintFiles(roots);
  const [first] = [...unreadable, ...skipped.filter(({ path }) => named.has(path))];
  if (first !== undefined) {
    throw new Fault(
      'cli/cannot-read',
      `Cannot read ${first.path}: ${first.reason}.`,
      'name a file or a folder that you may read.',
    );
  }
  const imported = importFiles(files, { name, addresses });
  const engines = imported.nodes.flatMap(({ haproxy, keepalived, nginx }) => [haproxy, keepalived, nginx]);
  if (!imported.hasCluster && engines.every((engine) => engine === undefined)) {
    throw new Fault(
      'cli/nothing-to-import',
      'There is no haproxy.cfg, no nginx.conf, no keepalived.conf and no ossec.conf of a Wazuh master among what was read.',
      'name the files of a pair, or folders with them.',
    );
  }
  if (check) {
    showCheck(imported, file);
    return;
  }
  process.stdout.write(imported.text);
  showProblems(imported.problems, process.stderr);
  if (imported.problems.length > 0) say(countProblems(imported.problems));
  if (imported.problems.some(({ severity }) => severity === 'error')) process.exitCode = 1;
}

function showCheck(imported: Imported, file: string | undefined): void {
  const resolved =
    file === undefined ? readSite(Buffer.from(imported.text), 'holdfast.yaml') : readSiteFile(file);
  if (resolved.site === undefined) {
    // What the spec lacks because no file says it is told of the files: the imported spec is a file of nobody's yet.
    const missing = file === undefined ? imported.problems.filter(isError) : [];
    showProblems(missing.length > 0 ? missing : resolved.problems.filter(isError), process.stderr);
    process.exitCode = 1;
    return;
  }
  const { release, problems } = compileRelease(resolved.site, {
    kind: 'host',
    runDir: () => '/run/holdfast',
  });
  if (release === undefined) {
    showProblems(problems, process.stderr);
    process.exitCode = 1;
    return;
  }
  const differences = compareImport(imported.nodes, resolved.site, release);
  for (const difference of differences) process.stdout.write(`${lineOf(difference)}\n`);
  say(
    differences.length === 0
      ? 'The spec does the same as the files.'
      : `${differences.length} difference${differences.length === 1 ? '' : 's'}.`,
  );
  if (differences.length > 0) process.exitCode = 1;
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

function lineOf({ what, was = 'not there', becomes = 'not there' }: Difference): string {
  return `${what}: ${was} -> ${becomes}`;
}
