import type { SiteView } from '../../node/status/site-view.ts';
import { atSite } from '../at-site.ts';
import { progressWords } from '../operate/print-balance.ts';
import type { Paint } from '../paint.ts';

/** Pools whose sessions are on the move; the rest is told by findings, or needs no word. */
export function balanceLines(balances: SiteView['balances'], ink: Paint): string[] {
  return (balances ?? []).flatMap(({ pool, state, decider, run }) =>
    state !== 'moving' || run === undefined
      ? []
      : [
          ink.warn(`Sessions of pool ${pool} are being spread by ${decider ?? 'its holder'}, for ${run.who}`),
          `  ${progressWords(run)}`,
          `  to end it: ${atSite(`holdfast balance ${pool} --stop`)}`,
        ],
  );
}
