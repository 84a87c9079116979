import type { Command } from 'commander';
import { Fault } from '../../base/fault.ts';
import { didYouMean } from '../../spec/did-you-mean.ts';
import { askYes } from '../ask-yes.ts';
import { calm } from '../calm.ts';
import { counted } from '../look/seen-words.ts';
import { onSite } from '../on-site.ts';
import { operatorName } from '../operator-name.ts';
import { type Output, outputOption, printValue } from '../output-option.ts';
import { say } from '../say.ts';
import type { SiteDoors, SiteOptions } from '../site-door.ts';
import { addSiteOptions } from '../site-options.ts';

interface SwitchoverOptions extends SiteOptions {
  readonly to?: string;
  readonly force?: boolean;
  readonly yes?: boolean;
  readonly output: Output;
}

/** `holdfast switchover VIP`. */
export function addSwitchoverCommand(program: Command): void {
  const command = program
    .command('switchover')
    .summary('move a VIP to another node')
    .description(
      'Moves a VIP to another node. No new connection is lost; sessions that are open through the VIP on the former ' +
        'holder end. Refused when the target cannot serve.',
    )
    .argument('<vip>', 'its name in the spec')
    .option('--to <node>', 'to this node (default: the fittest other one, in the spec’s order)')
    .option('--force', 'also to a node that cannot serve')
    .option('-y, --yes', 'do not ask');
  addSiteOptions(command)
    .addOption(outputOption('table', 'json'))
    .addHelpText('after', EXAMPLES)
    .action((vip: string, options: SwitchoverOptions) =>
      onSite(options, (site) => switchOver(site, vip, options, command)),
    );
}

/** @throws Fault `cli/no-such-thing` */
export async function switchOver(
  site: SiteDoors,
  vip: string,
  options: SwitchoverOptions,
  command: Command,
): Promise<number> {
  const door = await site.door();
  const view = await door.status();
  const seen = view.vips[vip];
  if (seen === undefined) {
    const known = Object.keys(view.vips);
    const remedy = `${didYouMean(vip, known)}VIPs: ${known.join(', ')}`;
    throw new Fault('cli/no-such-thing', `The site has no VIP called ${vip}.`, remedy);
  }
  const holders = seen.holders.map(({ node }) => node);
  const to = options.to ?? 'the fittest other node';
  const question =
    `Move VIP ${vip} (${seen.addresses.join(' ')}) from ${holders.join(' and ') || 'nobody'} to ${to}? ` +
    `${await sessionsEnding(site, vip, holders)}${options.force === true ? ' It is forced: the target may not be able to serve.' : ''}`;
  if (!(await askYes(question, options, command))) {
    say('Nothing was changed.');
    return 1;
  }
  const order = {
    vip,
    ...(options.to === undefined ? {} : { to: options.to }),
    ...(options.force === undefined ? {} : { force: options.force }),
  };
  const outcome = await door.switchover(order, operatorName());
  if (options.output !== 'table') process.stdout.write(printValue(outcome, options.output));
  else process.stdout.write(`${calm(outcome).sentence}\n`);
  return 0;
}

async function sessionsEnding(site: SiteDoors, vip: string, holders: readonly string[]): Promise<string> {
  const doors = site.all().filter(({ node }) => holders.includes(node));
  const counts = await Promise.all(
    doors.map(({ door }) =>
      door.observation().then(
        ({ sessions }) => sessions[vip] ?? 0,
        () => undefined,
      ),
    ),
  );
  const known = counts.filter((count) => count !== undefined);
  if (known.length < holders.length)
    return 'How many sessions end is not known: its holder cannot be asked from here.';
  const count = known.reduce((sum, one) => sum + one, 0);
  return count === 0
    ? 'No session is open through it.'
    : `${counted(count, 'session')} through it ${count === 1 ? 'ends' : 'end'}.`;
}

const EXAMPLES = `
Examples:
  holdfast switchover edge                 to the fittest other node
  holdfast switchover edge --to lb2 --yes
  holdfast switchover edge --lab -f web.yaml`;
