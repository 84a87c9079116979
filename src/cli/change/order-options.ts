import type { Command } from 'commander';
import { parseNote } from '../parse-note.ts';
import { parseSpan } from '../parse-span.ts';

/** What can be said of any change of a site's release. */
export interface OrderOptions {
  readonly yes?: boolean;
  /** Milliseconds. */
  readonly confirm?: number;
  readonly wait?: boolean;
  readonly partial?: boolean;
  readonly note?: string;
}

export function addOrderOptions(command: Command): Command {
  return command
    .option('-y, --yes', 'do not ask')
    .option(
      '--confirm <duration>',
      'take it back by itself unless `holdfast confirm` comes in time, such as 60s',
      parseSpan(1),
    )
    .option('--wait', 'with --confirm: stay until it is kept or taken back')
    .option('--partial', 'go on without nodes that do not answer; they fetch the release when they return')
    .option('--note <text>', 'why; shown in the history', parseNote);
}

/** As an order carries them. */
export function orderWords({ note, confirm, partial }: OrderOptions): {
  readonly note?: string;
  readonly confirmMs?: number;
  readonly partial?: boolean;
} {
  return {
    ...(note === undefined ? {} : { note }),
    ...(confirm === undefined ? {} : { confirmMs: confirm }),
    ...(partial === undefined ? {} : { partial }),
  };
}
