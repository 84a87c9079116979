import type { Command } from 'commander';
import { Fault } from '../../base/fault.ts';
import { MADE } from '../../site/presets/wazuh/made-names.ts';
import { didYouMean } from '../../spec/did-you-mean.ts';
import { calm } from '../calm.ts';
import { onSite } from '../on-site.ts';
import { type Output, outputOption, printValue } from '../output-option.ts';
import { paint, wantsColour } from '../paint.ts';
import type { SiteDoors, SiteOptions } from '../site-door.ts';
import { addSiteOptions } from '../site-options.ts';
import { type Described, printDescribed } from './describe-thing.ts';
import { KINDS, kindOf } from './kinds.ts';
import { mergeEvents, type NodeEvent } from './print-event.ts';

interface DescribeOptions extends SiteOptions {
  readonly output: Output;
}

/** `holdfast describe KIND/NAME`. */
export function addDescribeCommand(program: Command): void {
  const command: Command = addSiteOptions(
    program
      .command('describe')
      .description(
        'show all that is known of one thing: what is seen, what was asked for, findings, last events',
      )
      .argument('<thing>', 'KIND/NAME, such as vip/edge, node/lb1 or server/web/web1')
      .addOption(outputOption('table', 'json', 'yaml')),
  )
    .addHelpText('after', EXAMPLES)
    .action((thing: string, options: DescribeOptions) => {
      const slash = thing.indexOf('/');
      const kind = kindOf(slash === -1 ? thing : thing.slice(0, slash));
      if (slash === -1 || kind === undefined) {
        command.error(`error: say KIND/NAME; kinds: ${Object.keys(KINDS).join(', ')}`, { exitCode: 2 });
      }
      return onSite(options, (site) => describe(site, kind, thing.slice(slash + 1), options.output));
    });
}

/** @throws Fault `cli/no-such-thing` */
export async function describe(site: SiteDoors, kind: string, name: string, output: Output): Promise<number> {
  const items = await KINDS[kind]!.list(site);
  const found = items.find((item) => item.name === name);
  if (found === undefined)
    throw noSuchThing(
      kind,
      name,
      items.map((item) => item.name),
    );
  const view = await (await site.door()).status();
  const subject = `${kind.replace(/s$/, '')}/${name}`;
  const described: Described = {
    kind,
    name,
    item: found.item as object,
    intents: view.intents.filter(({ wish }) => subjects(wish).includes(subject)),
    findings: view.findings.filter(
      ({ about, node }) => about === subject || about.startsWith(`${subject}/`) || subject === `node/${node}`,
    ),
    events: (await eventsAbout(site, kind, name)).slice(-MOST_EVENTS),
  };
  process.stdout.write(
    output === 'table'
      ? printDescribed(calm(described), paint(wantsColour(process.stdout)), Date.now())
      : printValue(described, output),
  );
  return 0;
}

const MOST_EVENTS = 10;

/** What a wish is about, in the words of `describe`. */
function subjects(wish: Described['intents'][number]['wish']): string[] {
  if ('server' in wish) return [`server/${wish.pool}/${wish.server}`, `pool/${wish.pool}`];
  if ('vip' in wish) return [`vip/${wish.vip}`];
  if ('manager' in wish)
    return Object.values(MADE).flatMap((pool) => [`server/${pool}/${wish.manager}`, `pool/${pool}`]);
  return [`node/${wish.node ?? ''}`];
}

async function eventsAbout(site: SiteDoors, kind: string, name: string): Promise<readonly NodeEvent[]> {
  const last = name.split('/').at(-1)!;
  // Names have no other character that means something to a pattern.
  const word = new RegExp(`(^|[^A-Za-z0-9_.-])${last.replaceAll('.', '[.]')}($|[^A-Za-z0-9_-])`);
  const journals = await Promise.all(
    site.all().map(async ({ node, door }) => {
      const events = await door.events(-500, 500).catch(() => []);
      return events
        .filter(
          ({ text, fields }) =>
            (kind === 'nodes' && node === name) || word.test(`${text} ${JSON.stringify(fields)}`),
        )
        .map((event) => ({ node, ...event }));
    }),
  );
  return mergeEvents(journals);
}

function noSuchThing(kind: string, name: string, names: readonly string[]): Fault {
  const some = names.length === 0 ? `there are no ${kind}` : `${kind}: ${names.slice(0, 20).join(', ')}`;
  return new Fault(
    'cli/no-such-thing',
    `The site has no ${kind.replace(/s$/, '')} called ${name}.`,
    `${didYouMean(name, names)}${some}`,
  );
}

const EXAMPLES = `
Examples:
  holdfast describe vip/edge
  holdfast describe server/web/web1        why is it down, who says so, what was asked of it
  holdfast describe node/lb2 -o yaml`;
