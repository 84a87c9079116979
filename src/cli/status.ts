import type { Command } from 'commander';
import { labStatus } from '../lab/observe-site.ts';
import { openLab, sweepDeadLabs } from '../lab/open-lab.ts';
import { chooseLab, type LabChoice } from './lab-name.ts';
import { DEFAULT_SPEC_FILE } from './load-site.ts';
import { wantsColour } from './paint.ts';
import { printStatusTable } from './status-table.ts';

interface StatusOptions extends LabChoice {
  readonly lab?: boolean;
  readonly output: string;
}

/** `holdfast status --lab [-o table|json]`. */
export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description(
      'show what is seen of a site now: who holds each VIP, the nodes and their guests, the servers',
    )
    .option('--lab', 'look at the running lab of the spec’s name')
    .option('--lab-name <name>', 'look at the lab of this name')
    .option('-f, --file <file>', `the spec (default: ${DEFAULT_SPEC_FILE})`)
    .option('-o, --output <format>', 'table or json', 'table')
    .action(async (options: StatusOptions, command: Command) => {
      if (options.lab !== true && options.labName === undefined) {
        command.error('error: say what to look at: --lab, or --lab-name NAME', { exitCode: 2 });
      }
      process.exitCode = await showLabStatus(options, options.output, command);
    });
}

/** Prints the status of a lab; returns the exit code. Throws Faults. */
export async function showLabStatus(choice: LabChoice, output: string, command: Command): Promise<number> {
  if (output !== 'table' && output !== 'json') {
    command.error(`error: option '-o' takes table or json, not ${output}`, { exitCode: 2 });
  }
  await sweepDeadLabs();
  const seen = await labStatus(await openLab(chooseLab(choice)));
  const colour = wantsColour(process.stdout);
  process.stdout.write(
    output === 'json' ? `${JSON.stringify(seen, undefined, 2)}\n` : printStatusTable(seen, { colour }),
  );
  return 0;
}
