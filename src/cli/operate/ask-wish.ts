import type { Command } from 'commander';
import type { Wish } from '../../node/intents/intent.ts';
import { calm } from '../calm.ts';
import { operatorName } from '../operator-name.ts';
import { type Output, printValue } from '../output-option.ts';
import { paint, wantsColour } from '../paint.ts';
import { parseNote } from '../parse-note.ts';
import { parseSpan } from '../parse-span.ts';
import type { SiteDoors, SiteOptions } from '../site-door.ts';
import { printIntent } from './print-intent.ts';

/** What can be said with any wish. */
export interface WishOptions extends SiteOptions {
  readonly reason?: string;
  /** Milliseconds. */
  readonly for?: number;
  readonly output: Output;
}

export function addWishOptions(command: Command): Command {
  return command
    .option('--reason <text>', 'why; shown to everybody who looks', parseNote)
    .option(
      '--for <duration>',
      'until it ends by itself, such as 2h (default: until it is taken back)',
      parseSpan(3650),
    );
}

/** Asks all nodes for something, in the operator's name. */
export async function askWish(site: SiteDoors, wish: Wish, options: WishOptions): Promise<number> {
  const { reason, for: forMs, output } = options;
  const asked = {
    wish,
    who: operatorName(),
    ...(reason === undefined ? {} : { why: reason }),
    ...(forMs === undefined ? {} : { forMs }),
  };
  const outcome = await (await site.door()).ask(asked);
  process.stdout.write(
    output === 'table'
      ? printIntent(calm(outcome), paint(wantsColour(process.stdout)), Date.now())
      : printValue(outcome, output),
  );
  return 0;
}
