import { type Command, InvalidArgumentError } from 'commander';
import type { NodeDoor } from '../../node/api/node-door.ts';
import { onSite } from '../on-site.ts';
import { type Output, outputOption, printValue } from '../output-option.ts';
import { paint, wantsColour } from '../paint.ts';
import { reasonOf } from '../reason-of.ts';
import { say } from '../say.ts';
import type { SiteDoors, SiteOptions } from '../site-door.ts';
import { addSiteOptions } from '../site-options.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { followAll } from './follow-events.ts';
import { mergeEvents, type NodeEvent, printEvent } from './print-event.ts';

interface EventsOptions extends SiteOptions {
  readonly watch?: boolean;
  readonly from?: number;
  readonly limit: number;
  readonly kind?: string;
  readonly node?: string;
  readonly output: Output;
}

/** `holdfast events [-w]`: what happened, from the journals of all nodes. */
export function addEventsCommand(program: Command): void {
  addSiteOptions(
    program
      .command('events')
      .description('show what happened: the journals of all nodes that answer, by time')
      .option('-w, --watch', 'go on with what happens from now on, until ^C')
      .option('--from <number>', 'begin with this number of each journal', wholeNumber)
      .option('--limit <n>', 'at most so many events', wholeNumber, 50)
      .option('--kind <kind>', 'only of this kind, such as vip-moved or applied')
      .option('-n, --node <node>', 'only from this node')
      .addOption(outputOption('table', 'json')),
  )
    .addHelpText('after', EXAMPLES)
    .action((options: EventsOptions) => onSite(options, (site) => showEvents(site, options)));
}

export async function showEvents(site: SiteDoors, options: EventsOptions): Promise<number> {
  const doors =
    options.node === undefined ? site.all() : [{ node: options.node, door: await site.door(options.node) }];
  // Somebody has to answer; whoever does not is told with the reason.
  if (options.node === undefined) await site.door();
  const read = await Promise.all(doors.map(({ node, door }) => readEvents(node, door, options)));
  const wanted = ({ kind }: NodeEvent) => options.kind === undefined || kind === options.kind;
  const all = mergeEvents(read).filter(wanted);
  const events = options.from === undefined ? all.slice(-options.limit) : all.slice(0, options.limit);
  const ink = paint(wantsColour(process.stdout));
  const width = Math.max(...doors.map(({ node }) => node.length));
  if (options.watch !== true) {
    if (options.output === 'json') process.stdout.write(printValue(events, 'json'));
    else for (const event of events) process.stdout.write(printEvent(event, ink, width));
    if (events.length === 0) say('Nothing of that kind has happened.');
    return 0;
  }
  const print = (event: NodeEvent) =>
    process.stdout.write(
      options.output === 'json' ? `${JSON.stringify(event)}\n` : printEvent(event, ink, width),
    );
  for (const event of events) print(event);
  const last = new Map(doors.map(({ node }, index) => [node, read[index]?.at(-1)?.seq]));
  return untilInterrupted((signal) =>
    followAll(doors, last, signal, { onEvent: (event) => wanted(event) && print(event), onTrouble: say }),
  );
}

/** An API gives no more at once than this. */
const MOST = 1000;

async function readEvents(node: string, door: NodeDoor, options: EventsOptions): Promise<NodeEvent[]> {
  // What is of another kind is thrown away here, so more has to be read to find enough.
  const limit = options.kind === undefined ? Math.min(options.limit, MOST) : MOST;
  if (limit === 0) return [];
  try {
    const events = await door.events(options.from ?? -limit, limit);
    return events.map((event) => ({ node, ...event }));
  } catch (error) {
    say(`${node} does not answer, so its events are missing: ${reasonOf(error)}`);
    return [];
  }
}

function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number.');
}

const EXAMPLES = `
Examples:
  holdfast events                          the last fifty of all nodes
  holdfast events -w --kind vip-moved      each move of a VIP, as it happens
  holdfast events --node lb1 --from 800    what lb1 wrote from number 800 on
  holdfast events -o json | jq .           for programs`;
