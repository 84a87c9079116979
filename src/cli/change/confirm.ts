import type { Command } from 'commander';
import { onSite } from '../on-site.ts';
import { operatorName } from '../operator-name.ts';
import { type Output, outputOption } from '../output-option.ts';
import type { SiteDoors, SiteOptions } from '../site-door.ts';
import { addSiteOptions } from '../site-options.ts';
import { findApply } from './find-apply.ts';
import { endOld } from './play-in-lab.ts';
import { runOrder } from './run-order.ts';

interface ConfirmOptions extends SiteOptions {
  readonly output: Output;
}

/** `holdfast confirm`. */
export function addConfirmCommand(program: Command): void {
  addSiteOptions(
    program
      .command('confirm')
      .description('keep the apply that waits for it, before it is taken back by itself')
      .addOption(outputOption('table', 'json')),
  )
    .addHelpText('after', EXAMPLES)
    .action((options: ConfirmOptions) => onSite(options, (site) => confirmApply(site, options.output)));
}

/** @throws Fault `node/nothing-to-confirm` */
export async function confirmApply(site: SiteDoors, output: Output): Promise<number> {
  await site.door();
  const door = (await findApply(site))?.door ?? (await site.door());
  const kept = await door.confirm(operatorName());
  const onEnd = () => endOld(site.lab, door, site.lab?.specFile ?? '');
  return runOrder(door, kept, { wait: true, output, onEnd });
}

const EXAMPLES = `
Examples:
  holdfast apply --confirm 60s --yes && curl -fsS http://10.77.0.100/health && holdfast confirm
  holdfast rollback                        the opposite: take it back now`;
