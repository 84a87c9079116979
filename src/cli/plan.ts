import { type Command, Option } from 'commander';
import { planByDaemons } from './change/plan-by-daemons.ts';
import { DEFAULT_SPEC_FILE } from './load-site.ts';
import { type PlanOptions, planOutside } from './plan-outside.ts';
import { addSiteOptions } from './site-options.ts';

/** `holdfast plan`: what a spec changes of what is in force, and what that does to who is connected. */
export function addPlanCommand(program: Command): void {
  const command = program
    .command('plan')
    .description('show what a spec would change, line by line, and how hard each change is; changes nothing')
    .option('-f, --file <file>', 'the spec', DEFAULT_SPEC_FILE)
    .option('--from <what>', 'compare with another spec, or with a folder that `render -o` has written');
  addSiteOptions(command, { file: false })
    .addOption(
      new Option(
        '--target <target>',
        'for real nodes or for the lab, without asking a daemon (default: host; with --lab: lab)',
      ).choices(['host', 'lab']),
    )
    .addOption(
      new Option('-o, --output <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .option('--out <file>', 'also write the plan and the digests of its inputs to this file')
    .option('--detailed-exitcode', 'exit with 2 when there is something to change')
    .addHelpText('after', EXAMPLES)
    .action(async (options: PlanOptions) => {
      const isElsewhere = [options.lab, options.labName, options.socket, options.connect].some(Boolean);
      if (options.from !== undefined && isElsewhere) {
        command.error(
          'error: say one thing to compare with: either --from SPEC or FOLDER, or a running site',
          {
            exitCode: 2,
          },
        );
      }
      // Files that are not in force anywhere, or for another target than the site's: no daemon knows of them.
      const isOutside = options.from !== undefined || options.target !== undefined;
      process.exitCode = await (isOutside ? planOutside(options) : planByDaemons(options));
    });
}

const EXAMPLES = `
Examples:
  holdfast plan                                what holdfast.yaml would change of this site
  holdfast plan --out tonight.plan             to look at now, and to apply later: holdfast apply tonight.plan
  holdfast plan -f web.yaml --lab              of the running lab of this spec
  holdfast plan -f new.yaml --from old.yaml    of another spec; nothing needs to run
  holdfast plan --from rendered/               of files that \`render -o\` has written`;
