import type { Command } from 'commander';
import { onSite } from '../on-site.ts';
import { outputOption } from '../output-option.ts';
import { parseNote } from '../parse-note.ts';
import { addSiteOptions } from '../site-options.ts';
import { askWish, type WishOptions } from './ask-wish.ts';

/** `holdfast resume [NODE]`. */
export function addResumeCommand(program: Command): void {
  addSiteOptions(
    program
      .command('resume')
      .description('give a paused daemon, or the whole site, its hand back')
      .argument('[node]', 'the node (default: the whole site)')
      .option('--reason <text>', 'why; shown to everybody who looks', parseNote),
  )
    .addOption(outputOption('table', 'json'))
    .addHelpText('after', EXAMPLES)
    .action((node: string | undefined, options: WishOptions) =>
      onSite(options, (site) => askWish(site, { kind: 'pause', node: node ?? null, paused: false }, options)),
    );
}

const EXAMPLES = `
Examples:
  holdfast resume
  holdfast resume lb2`;
