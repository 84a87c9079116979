import { type Command, InvalidArgumentError } from 'commander';
import { Fault } from '../../base/fault.ts';
import { onSite } from '../on-site.ts';
import { operatorName } from '../operator-name.ts';
import { say } from '../say.ts';
import type { SiteDoors, SiteOptions } from '../site-doors.ts';
import { addSiteOptions } from '../site-options.ts';
import { untilInterrupted } from '../until-interrupted.ts';

export interface UiCommandOptions extends SiteOptions {
  readonly port: number;
  readonly operator?: boolean;
}

/** Where the page is looked for when nothing is said. */
const PORT = 8700;

/** `holdfast ui`: the dashboard of the whole site, for this machine's browser. */
export function addUiCommand(program: Command): void {
  addSiteOptions(
    program
      .command('ui')
      .summary('the site in a browser of this machine: what is so now, and what may be done')
      .description(
        'Serves the dashboard of the whole site on a loopback address until it is interrupted. Everybody on this machine may ' +
          'look; with --operator whoever opens the printed address, once, may act.',
      )
      .option('--port <port>', 'on this port; 0 = any that is free', readPort, PORT)
      .option('--operator', 'print an address for the one who may act'),
  )
    .addHelpText('after', EXAMPLES)
    .action((options: UiCommandOptions) => onSite(options, (site) => serve(site, options)));
}

async function serve(site: SiteDoors, options: UiCommandOptions): Promise<number> {
  const { openUi } = await import('./open-ui.ts');
  const ui = await open(() => openUi(site, options, operatorName()));
  try {
    process.stdout.write(`${ui.operatorAddress ?? ui.address}\n`);
    if (ui.operatorAddress !== undefined)
      say(`That address works once. To look, as often as you like: ${ui.address}`);
    say(`The dashboard of ${site.describe()} is open until ^C.`);
    await site.door().catch((error: unknown) => say(`Nobody answers yet: ${(error as Error).message}`));
    const code = await untilInterrupted(
      (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
    );
    return code === 130 || code === 143 ? 0 : code;
  } finally {
    await ui.close();
  }
}

async function open<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'node/cannot-listen') throw error;
    throw new Fault(
      error.code,
      error.message.replace('The daemon', 'The dashboard'),
      'name another port: --port 0',
      error.evidence,
      error,
    );
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Give a port from 0 to 65535.');
}

const EXAMPLES = `
Examples:
  holdfast ui --lab                                the running lab of holdfast.yaml
  holdfast ui --lab --operator                     with the right to act, for who opens the printed address
  holdfast ui                                      on a node: the site as its daemon sees it
  holdfast ui --connect 10.77.0.11 --pki anna      from elsewhere
  ssh -L 8700:127.0.0.1:8700 lb1 holdfast ui       on your own screen: http://127.0.0.1:8700/`;
