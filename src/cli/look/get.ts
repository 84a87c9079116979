import { Argument, type Command } from 'commander';
import { calm } from '../calm.ts';
import { fitTable } from '../fit-table.ts';
import { onSite } from '../on-site.ts';
import { type Output, outputOption, printValue } from '../output-option.ts';
import { paint, wantsColour } from '../paint.ts';
import { say } from '../say.ts';
import type { SiteDoors, SiteOptions } from '../site-door.ts';
import { addSiteOptions } from '../site-options.ts';
import { showEvents } from './events.ts';
import { KINDS } from './kinds.ts';

interface GetOptions extends SiteOptions {
  readonly output: Output;
}

/** `holdfast get KIND`. */
export function addGetCommand(program: Command): void {
  addSiteOptions(
    program
      .command('get')
      .description('list one sort of thing of the site')
      .addArgument(new Argument('<kind>', 'what').choices(['events', ...Object.keys(KINDS)].sort()))
      .addOption(outputOption('table', 'json', 'yaml')),
  )
    .addHelpText('after', EXAMPLES)
    .action((kind: string, options: GetOptions) =>
      onSite(options, (site) => getKind(site, kind, options.output)),
    );
}

export async function getKind(site: SiteDoors, word: string, output: Output): Promise<number> {
  if (word === 'events') return showEvents(site, { output, limit: 50 });
  const kind = KINDS[word]!;
  const items = await kind.list(site);
  if (output !== 'table') {
    process.stdout.write(
      printValue(
        items.map(({ name, item }) => ({ name, ...(item as object) })),
        output,
      ),
    );
    return 0;
  }
  if (items.length === 0) say(`There are no ${word}.`);
  else {
    const ink = paint(wantsColour(process.stdout));
    const rows = calm(items).map(({ name, item }) => kind.row(name, item, ink, Date.now()));
    process.stdout.write(
      fitTable([kind.heading, ...rows], process.stdout.columns, ['SEEN BY', 'LAST CHECK']),
    );
  }
  return 0;
}

const EXAMPLES = `
Examples:
  holdfast get vips
  holdfast get servers -o json | jq -r '.[] | select(.state != "up") | .name'
  holdfast get certificates -o yaml
  holdfast describe server/web/web1        everything about one of them`;
