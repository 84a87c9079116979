import type { Command } from 'commander';
import { onSite } from '../on-site.ts';
import { outputOption } from '../output-option.ts';
import { addSiteOptions } from '../site-options.ts';
import { addWishOptions, askWish, type WishOptions } from './ask-wish.ts';

/** `holdfast pause [NODE]`. */
export function addPauseCommand(program: Command): void {
  addSiteOptions(
    addWishOptions(
      program
        .command('pause')
        .description(
          'stop the hand of a node’s daemon, or of all: it looks, tells and does what is ordered, and heals nothing; traffic, failover and ' +
            'the foundation go on',
        )
        .argument('[node]', 'the node (default: the whole site)'),
    ),
  )
    .addOption(outputOption('table', 'json'))
    .addHelpText('after', EXAMPLES)
    .action((node: string | undefined, options: WishOptions) =>
      onSite(options, (site) => askWish(site, { kind: 'pause', node: node ?? null, paused: true }, options)),
    );
}

const EXAMPLES = `
Examples:
  holdfast pause --reason 'network maintenance' --for 1h
  holdfast pause lb2
  holdfast resume`;
