import type { Command } from 'commander';
import { Fault } from '../../base/fault.ts';
import type { NodeDoor } from '../../node/api/node-door.ts';
import type { BalanceView } from '../../node/balance/balance-view.ts';
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
import { printBalance, sumOf } from './print-balance.ts';
import { watchBalance } from './watch-balance.ts';

interface BalanceOptions extends SiteOptions {
  readonly dryRun?: boolean;
  readonly stop?: boolean;
  readonly yes?: boolean;
  readonly output: Output;
}

/** `holdfast balance [POOL]`. */
export function addBalanceCommand(program: Command): void {
  const command = program
    .command('balance')
    .summary('spread the sessions of a pool evenly over its servers')
    .description(
      'Spreads long sessions evenly over the servers of a pool with `rebalance`: shows how many move from where, asks, and ' +
        'shows how it goes on. No engine is reloaded; what an operator drains is left alone.',
    )
    .argument('[pool]', 'the pool (default: each that is not balanced)')
    .option('--dry-run', 'show what it comes to, and change nothing')
    .option('--stop', 'end what is on; what was moved stays')
    .option('-y, --yes', 'do not ask');
  addSiteOptions(command)
    .addOption(outputOption('table', 'json'))
    .addHelpText('after', EXAMPLES)
    .action((pool: string | undefined, options: BalanceOptions) =>
      onSite(options, (site) => balanceSite(site, pool, options, command)),
    );
}

/**
 * The exit code: 0 balanced or nothing to do · 1 stopped, or not done · 130 when it was left to itself. Throws Faults.
 * @throws Fault `cli/no-such-thing`
 */
export async function balanceSite(
  site: SiteDoors,
  pool: string | undefined,
  options: BalanceOptions,
  command: Command,
): Promise<number> {
  const door = await site.door();
  const views = chosen(calm(await door.balances()), pool);
  if (options.stop === true) return await stopThem(door, views, options);
  if (options.dryRun === true) {
    show(views, options);
    return 0;
  }
  const isTable = options.output === 'table';
  if (isTable) show(views, options);
  const open = views.filter(({ state, plan }) => state === 'moving' || sumOf(plan?.moves) > 0);
  const blind = views.filter(({ state }) => state === 'blind');
  if (open.length === 0) {
    if (!isTable) show(views, options);
    return blind.length === 0 ? 0 : 1;
  }
  const fresh = open.filter(({ state }) => state !== 'moving');
  if (fresh.length > 0 && !(await askYes(question(fresh), options, command))) {
    say('Nothing was changed.');
    return 1;
  }
  const begun: BalanceView[] = [];
  for (const view of open)
    begun.push(view.state === 'moving' ? view : calm(await door.balance(view.pool, operatorName())));
  const { code, ended } = await watchBalance(site, door, begun);
  if (!isTable) show(ended, options);
  return code;
}

async function stopThem(
  door: NodeDoor,
  views: readonly BalanceView[],
  options: BalanceOptions,
): Promise<number> {
  const stopped: BalanceView[] = [];
  for (const { pool } of views) stopped.push(calm(await door.stopBalance(pool, operatorName())));
  if (options.output !== 'table') show(stopped, options);
  else
    for (const { pool, mode } of stopped)
      say(
        `${pool}: nothing is moved any more${mode === 'on' ? '; by itself it begins again after its cool-down' : ''}`,
      );
  return 0;
}

function chosen(views: readonly BalanceView[], pool: string | undefined): readonly BalanceView[] {
  const found = pool === undefined ? views : views.filter((view) => view.pool === pool);
  if (found.length > 0) return found;
  const names = views.map((view) => view.pool);
  throw new Fault(
    'cli/no-such-thing',
    pool === undefined
      ? 'No pool of the site has rebalance.'
      : `The site has no pool ${pool} with rebalance.`,
    `${pool === undefined ? '' : didYouMean(pool, names)}${names.length === 0 ? 'Give a pool one in the spec: pools.NAME.rebalance.' : `Pools with rebalance: ${names.join(', ')}`}`,
  );
}

function show(views: readonly BalanceView[], { output }: BalanceOptions): void {
  if (output !== 'table') process.stdout.write(printValue(views, output));
  else process.stdout.write(views.map(printBalance).join('\n'));
}

function question(views: readonly BalanceView[]): string {
  const each = views.map(({ pool, plan }) => `${counted(sumOf(plan?.moves), 'session')} of ${pool}`);
  return `Move ${each.join(' and ')}? Their clients connect again.`;
}

const EXAMPLES = `
Examples:
  holdfast balance --dry-run                   what it comes to, for every pool
  holdfast balance events                      shows it, asks, moves; ^C leaves it going on
  holdfast balance events --yes -o json
  holdfast balance events --stop

Exit codes: 0 balanced or nothing to do, 1 stopped or not done, 2 nobody could be asked, 3 a node does not answer.`;
