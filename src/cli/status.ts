import type { Command } from 'commander';
import { Fault } from '../base/fault.ts';
import { lookAtCluster } from '../lab/look-at-cluster.ts';
import { labStatus } from '../lab/observe-site.ts';
import { openLab, sweepDeadLabs } from '../lab/open-lab.ts';
import { calm } from './calm.ts';
import { printClusterTable } from './cluster-table.ts';
import { chooseLab, type LabChoice } from './lab-name.ts';
import { printView } from './look/print-view.ts';
import { watchStatus } from './look/watch-status.ts';
import { type Output, outputOption, printValue } from './output-option.ts';
import { wantsColour } from './paint.ts';
import { reasonOf } from './reason-of.ts';
import { say } from './say.ts';
import type { SiteOptions } from './site-door.ts';
import { addSiteOptions } from './site-options.ts';
import { printStatusTable } from './status-table.ts';

interface StatusOptions extends SiteOptions {
  readonly watch?: boolean;
  readonly output: Output;
}

/** `holdfast status [-w]`. */
export function addStatusCommand(program: Command): void {
  addSiteOptions(
    program
      .command('status')
      .description(
        'show the site now: can it serve, who holds each VIP, can it still fail over, what needs you',
      )
      .option('-w, --watch', 'draw it again whenever something changes, until ^C')
      .addOption(outputOption('table', 'json')),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (options: StatusOptions) => {
      process.exitCode = await showStatus(options);
    });
}

async function showStatus(options: StatusOptions): Promise<number> {
  const { openSite } = await import('./site-door.ts');
  const isLab = options.lab === true || options.labName !== undefined;
  try {
    const site = await openSite(options);
    try {
      if (options.watch === true) return await watchStatus(site, options.output);
      const view = await (await site.door()).status();
      const nowMs = Date.now();
      const canvas = { colour: wantsColour(process.stdout), width: process.stdout.columns, nowMs };
      process.stdout.write(
        options.output === 'json' ? printValue(view, 'json') : printView(calm(view), canvas),
      );
      return 0;
    } finally {
      site.close();
    }
  } catch (error) {
    // A lab can be looked at without the help of its daemons.
    if (!isLab || !(error instanceof Fault) || error.code !== 'cli/no-daemon') throw error;
    say(`No daemon answers in the lab, so this is what is seen from outside. ${reasonOf(error)}`);
    return showLabStatus(options, options.output);
  }
}

/** Prints what is seen of a lab from outside; returns the exit code. Throws Faults. */
export async function showLabStatus(choice: LabChoice, output: Output): Promise<number> {
  await sweepDeadLabs();
  const lab = await openLab(chooseLab(choice));
  const [seen, wazuh] = await Promise.all([labStatus(lab), lookAtCluster(lab)]);
  const colour = wantsColour(process.stdout);
  if (output === 'json')
    process.stdout.write(printValue(wazuh === undefined ? seen : { ...seen, wazuh }, 'json'));
  else {
    process.stdout.write(printStatusTable(seen, { colour }));
    if (wazuh !== undefined) process.stdout.write(`\n${printClusterTable(wazuh)}`);
  }
  return 0;
}

const EXAMPLES = `
Examples:
  holdfast status                          on a node: the whole site, as this node's daemon sees it
  holdfast status -w                       drawn again whenever something changes
  holdfast status --lab -f web.yaml        the running lab of this spec
  holdfast status --connect lb2.example.org --pki ~/.config/holdfast
  holdfast status -o json | jq -r .sentence`;
