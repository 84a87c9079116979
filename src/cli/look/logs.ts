import { type Command, InvalidArgumentError, Option } from 'commander';
import type { LogName } from '../../node/api/node-service.ts';
import { calm } from '../calm.ts';
import { onSite } from '../on-site.ts';
import { say } from '../say.ts';
import type { SiteDoors, SiteOptions } from '../site-door.ts';
import { addSiteOptions } from '../site-options.ts';

const LOGS: readonly LogName[] = ['foundation', 'haproxy', 'nginx', 'keepalived', 'node'];

interface LogsOptions extends SiteOptions {
  readonly of?: LogName;
  readonly lines: number;
}

/** `holdfast logs NODE`. */
export function addLogsCommand(program: Command): void {
  addSiteOptions(
    program
      .command('logs <node>')
      .description('print the last lines that a node’s foundation, engines and daemon have logged')
      .addOption(new Option('--of <log>', 'only of one of them').choices(LOGS))
      .option('--lines <n>', 'so many lines of each', lineCount, 100),
  )
    .addHelpText('after', EXAMPLES)
    .action((node: string, options: LogsOptions) => onSite(options, (site) => showLogs(site, node, options)));
}

export async function showLogs(site: SiteDoors, node: string, { of, lines }: LogsOptions): Promise<number> {
  const door = await site.door(node);
  const logs = of === undefined ? LOGS : [of];
  const texts = await Promise.all(logs.map((log) => door.logs(log, lines)));
  if (texts.every((text) => text.trim() === ''))
    say(`${node} has logged nothing${of === undefined ? '' : ` as ${of}`}.`);
  for (const [index, text] of texts.entries()) {
    const prefix = logs.length > 1 ? `${logs[index]} | ` : '';
    const shown = process.stdout.isTTY === true ? calm(text) : text;
    for (const line of shown.split('\n').filter((entry) => entry !== ''))
      process.stdout.write(`${prefix}${line}\n`);
  }
  return 0;
}

function lineCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 10_000) return count;
  throw new InvalidArgumentError('Give a whole number from 1 to 10000.');
}

const EXAMPLES = `
Examples:
  holdfast logs lb1                            the last lines of all
  holdfast logs lb2 --of keepalived --lines 500`;
