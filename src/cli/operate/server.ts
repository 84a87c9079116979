import { type Command, InvalidArgumentError } from 'commander';
import type { Wish } from '../../node/intents/intent.ts';
import type { SiteView } from '../../node/status/site-view.ts';
import { calm } from '../calm.ts';
import { counted } from '../look/seen-words.ts';
import { onSite } from '../on-site.ts';
import { outputOption } from '../output-option.ts';
import { say } from '../say.ts';
import type { SiteDoors } from '../site-door.ts';
import { addSiteOptions } from '../site-options.ts';
import { addWishOptions, askWish, type WishOptions } from './ask-wish.ts';

interface ServerName {
  readonly pool: string;
  readonly server: string;
}

/** `holdfast server drain|ready|maint|weight`. */
export function addServerCommand(program: Command): void {
  const server = program
    .command('server')
    .description(
      'Says what a server shall do other than the spec says. All nodes keep it, over reloads, restarts and failovers, ' +
        'until it is taken back or ends by itself.',
    )
    .summary('drain a server, take it out, bring it back, weigh it')
    .addHelpText('after', EXAMPLES);
  const sub = (word: string, description: string) => {
    const command = server.command(word).description(description).argument('<server>', 'POOL/SERVER');
    return addSiteOptions(addWishOptions(command)).addOption(outputOption('table', 'json'));
  };
  for (const [state, description] of STATES) {
    sub(state, description).action((word: string, options: WishOptions, command: Command) => {
      const name = serverName(word, command);
      return onSite(options, (site) => wishOf(site, name, { kind: 'server-state', ...name, state }, options));
    });
  }
  const weight = sub('weight', 'give it another weight; `spec` takes that back').argument(
    '<weight>',
    '0 to 256, or spec',
    parseWeight,
  );
  weight.action((word: string, value: number | null, options: WishOptions, command: Command) => {
    const name = serverName(word, command);
    return onSite(options, (site) =>
      wishOf(site, name, { kind: 'server-weight', ...name, weight: value }, options),
    );
  });
}

const STATES = [
  ['drain', 'no new sessions; those that are there go on'],
  ['maint', 'out: no sessions, no checks'],
  ['ready', 'as the spec says'],
] as const;

async function wishOf(site: SiteDoors, name: ServerName, wish: Wish, options: WishOptions): Promise<number> {
  const view = await (await site.door()).status();
  const sessions = view.pools[name.pool]?.servers[name.server]?.sessions ?? 0;
  const consequence = consequenceOf(view, name, wish);
  if (consequence !== undefined) say(consequence);
  if (wish.kind === 'server-state' && wish.state !== 'ready' && sessions > 0) {
    say(`${name.pool}/${name.server} has ${counted(sessions, 'session')} open.`);
  }
  return askWish(site, wish, options);
}

/** Whoever takes the last server away shall know it. */
export function consequenceOf(
  { pools }: SiteView,
  { pool, server }: ServerName,
  wish: Wish,
): string | undefined {
  const takes =
    wish.kind === 'server-state'
      ? wish.state !== 'ready'
      : wish.kind === 'server-weight' && wish.weight === 0;
  // A server that is not there is for the daemon to tell.
  if (!takes || pools[pool]?.servers[server] === undefined) return undefined;
  // Of what is not seen nothing is told.
  const others = Object.entries(pools[pool].servers).filter(
    ([name, { state }]) => name !== server && (state === 'up' || state === 'unknown'),
  );
  if (others.length > 0) return undefined;
  return `No other server of pool ${pool} is up: new sessions will be refused.`;
}

/** As a spec's names are; no other is anywhere. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;

function serverName(word: string, command: Command): ServerName {
  const [pool = '', server = '', ...rest] = word.split('/');
  if (!NAME.test(pool) || !NAME.test(server) || rest.length > 0) {
    command.error(`error: say POOL/SERVER, such as web/web1, not ${calm(word.slice(0, 256))}`, {
      exitCode: 2,
    });
  }
  return { pool, server };
}

function parseWeight(text: string): number | null {
  if (text === 'spec') return null;
  const weight = Number(text);
  if (/^\d+$/.test(text) && weight <= 256) return weight;
  throw new InvalidArgumentError('Give a whole number from 0 to 256, or spec.');
}

const EXAMPLES = `
Examples:
  holdfast server drain web/web1 --reason 'kernel update' --for 2h
  holdfast server maint web/web1
  holdfast server weight web/web2 50
  holdfast server weight web/web2 spec
  holdfast server ready web/web1`;
