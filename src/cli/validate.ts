import { type Command, Option } from 'commander';
import { DEFAULT_SPEC_FILE, readSiteFile } from './load-site.ts';
import { countProblems, type ProblemFormat, showProblems } from './show-problems.ts';

interface ValidateOptions {
  readonly file: string;
  readonly output: ProblemFormat;
  readonly failOn: 'error' | 'warning';
}

/** `holdfast validate`: the problems of a spec on stdout; exit code 1 when there are any that count. */
export function addValidateCommand(program: Command): void {
  program
    .command('validate')
    .description('find the problems of a spec, all at once')
    .option('-f, --file <file>', 'the spec', DEFAULT_SPEC_FILE)
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'what makes the exit code 1')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .action(({ file, output, failOn }: ValidateOptions) => {
      const { site, problems } = readSiteFile(file);
      showProblems(problems, process.stdout, output);
      const isGood = site !== undefined && (failOn === 'error' || problems.length === 0);
      if (!isGood) process.exitCode = 1;
      if (output === 'json') return;
      const found = problems.length === 0 ? 'no problems' : countProblems(problems);
      process.stderr.write(
        site === undefined ? `${file}: ${found}\n` : `${file}: ${found}; ${sizeOf(site)}\n`,
      );
    });
}

function sizeOf({
  name,
  nodes,
  vips,
  services,
  pools,
}: NonNullable<ReturnType<typeof readSiteFile>['site']>): string {
  const count = (list: readonly unknown[], one: string) =>
    `${list.length} ${one}${list.length === 1 ? '' : 's'}`;
  return `site ${name} has ${count(nodes, 'node')}, ${count(vips, 'VIP')}, ${count(services, 'service')}, ${count(pools, 'pool')}`;
}
