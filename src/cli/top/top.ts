import { type Command, Option } from 'commander';
import { canDraw } from '../look/open-screen.ts';
import { onSite } from '../on-site.ts';
import type { SiteDoors, SiteOptions } from '../site-doors.ts';
import { addSiteOptions } from '../site-options.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { beginTop, VIEW_NAMES, type ViewName } from './top-state.ts';

interface TopOptions extends SiteOptions {
  readonly once?: boolean;
  readonly view: ViewName;
  readonly filter: string;
}

/** `holdfast top`: the dashboard's truth in a terminal. */
export function addTopCommand(program: Command): void {
  addSiteOptions(
    program
      .command('top')
      .summary('the site in this terminal, live: what is so now, and draining a server')
      .description(
        'Shows the whole site live in this terminal, also over ssh and in tmux: who holds each VIP by every node’s word, nodes, ' +
          'pools, sessions, changes and the timeline. The keys 1 to 7 choose a view, / filters, d drains the chosen server after ' +
          'a question, ? explains, q leaves.',
      )
      .option('--once', 'print one plain frame and end')
      .addOption(new Option('--view <view>', 'begin with this view').choices(VIEW_NAMES).default('now'))
      .option('--filter <words>', 'show only lines that hold these words', ''),
  )
    .addHelpText('after', EXAMPLES)
    .action((options: TopOptions, command: Command) => {
      if (options.once !== true && !mayDraw()) {
        command.error(
          'error: this is no terminal that can be drawn on\nTo print one frame: holdfast top --once',
          { exitCode: 2 },
        );
      }
      return onSite(options, (site) => show(site, options));
    });
}

function mayDraw(): boolean {
  return process.stdin.isTTY === true && canDraw(process.stdout);
}

async function show(site: SiteDoors, options: TopOptions): Promise<number> {
  // Who is not there from the beginning is named with a way out; later it is shown.
  await site.door();
  const state = beginTop(options.view, options.filter);
  if (options.once === true) {
    const { printTop } = await import('./print-top.ts');
    await printTop(site, options, state);
    return 0;
  }
  const { runTop } = await import('./run-top.ts');
  let code = 0;
  const interrupted = await untilInterrupted(async (signal) => {
    code = await runTop(site, options, state, signal);
  });
  return interrupted === 0 ? code : interrupted;
}

const EXAMPLES = `
Examples:
  holdfast top --lab                               the running lab of holdfast.yaml
  ssh -t lb1 holdfast top                          on a node: the site as its daemon sees it
  holdfast top --connect 10.77.0.11 --pki anna     from elsewhere
  holdfast top --once >> ticket.txt                one frame, without colours
  holdfast top --once --view pools --filter down   the servers that some node sees down`;
