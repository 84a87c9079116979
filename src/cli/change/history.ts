import type { Command } from 'commander';
import type { History } from '../../node/api/node-service.ts';
import { calm } from '../calm.ts';
import { onSite } from '../on-site.ts';
import { type Output, outputOption, printValue } from '../output-option.ts';
import { printTable } from '../print-table.ts';
import { say } from '../say.ts';
import type { SiteDoors, SiteOptions } from '../site-door.ts';
import { addSiteOptions } from '../site-options.ts';

interface HistoryOptions extends SiteOptions {
  readonly output: Output;
}

/** `holdfast history`. */
export function addHistoryCommand(program: Command): void {
  addSiteOptions(
    program
      .command('history')
      .description('show the revisions that were accepted: when, by whom, why; the newest is in force')
      .addOption(outputOption('table', 'json', 'yaml')),
  )
    .addHelpText('after', EXAMPLES)
    .action((options: HistoryOptions) => onSite(options, (site) => showHistory(site, options.output)));
}

async function showHistory(site: SiteDoors, output: Output): Promise<number> {
  const history = await (await site.door()).history();
  process.stdout.write(output === 'table' ? historyTable(calm(history)) : printValue(history, output));
  if (history.revisions.length === 0) say('No revision was accepted yet: holdfast apply');
  return 0;
}

/** Newest first; nothing when there is none. */
export function historyTable({ revisions }: History): string {
  if (revisions.length === 0) return '';
  const rows = revisions.map(({ number, at, who, release, note }) => [
    String(number),
    `${at.slice(0, 19).replace('T', ' ')} UTC`,
    who,
    shortDigest(release),
    note,
  ]);
  return printTable([['REVISION', 'ACCEPTED', 'BY', 'RELEASE', 'NOTE'], ...rows]);
}

/** Enough of a digest to tell releases apart. */
export function shortDigest(digest: string): string {
  return digest.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1');
}

const EXAMPLES = `
Examples:
  holdfast history
  holdfast history -o json | jq '.revisions[0].who'
  holdfast rollback 12                     puts one of them in force again`;
