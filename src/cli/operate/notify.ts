import type { Command } from 'commander';
import type { NotifyOutcome } from '../../node/api/node-service.ts';
import { calm } from '../calm.ts';
import { onSite } from '../on-site.ts';
import { type Output, outputOption, printValue } from '../output-option.ts';
import { type Paint, paint, wantsColour } from '../paint.ts';
import { printTable } from '../print-table.ts';
import { say } from '../say.ts';
import type { SiteDoors, SiteOptions } from '../site-door.ts';
import { addSiteOptions } from '../site-options.ts';
import { spanWords } from '../time-words.ts';

interface TestOptions extends SiteOptions {
  readonly output: Output;
}

/** `holdfast notify test [CHANNEL]`. */
export function addNotifyCommand(program: Command): void {
  const notify = program.command('notify').description('who is told when something needs a person');
  addSiteOptions(
    notify
      .command('test')
      .description(
        'send a test message through every channel of the spec, or one; exits with 1 when one fails',
      )
      .argument('[channel]', 'its name under notify: in the spec'),
  )
    .addOption(outputOption('table', 'json'))
    .addHelpText('after', EXAMPLES)
    .action((channel: string | undefined, options: TestOptions) =>
      onSite(options, (site) => testChannels(site, channel, options.output)),
    );
}

export async function testChannels(
  site: SiteDoors,
  channel: string | undefined,
  output: Output,
): Promise<number> {
  const outcomes = await (await site.door()).testNotify(channel);
  if (output !== 'table') process.stdout.write(printValue(outcomes, output));
  else process.stdout.write(outcomeTable(calm(outcomes), paint(wantsColour(process.stdout))));
  if (outcomes.length === 0) say('The spec names nobody to tell: add notify: to it, and apply it.');
  return outcomes.length > 0 && outcomes.every(({ ok }) => ok) ? 0 : 1;
}

/** Nothing when there is no channel. */
export function outcomeTable(outcomes: readonly NotifyOutcome[], ink: Paint): string {
  if (outcomes.length === 0) return '';
  const rows = outcomes.map(({ channel, kind, ok, says, tookMs }) => [
    channel,
    kind,
    ok ? ink.good('sent') : ink.bad('FAILED'),
    spanWords(tookMs),
    says,
  ]);
  return printTable([['CHANNEL', 'KIND', '', 'TOOK', 'ANSWER'], ...rows]);
}

const EXAMPLES = `
Examples:
  holdfast notify test
  holdfast notify test pager --lab -f web.yaml`;
