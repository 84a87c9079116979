import type { NodeDoor } from '../../node/api/node-door.ts';
import type { ApplyProgress } from '../../node/apply/apply-progress.ts';
import { atSite } from '../at-site.ts';
import { calm } from '../calm.ts';
import { type Output, printValue } from '../output-option.ts';
import { paint, wantsColour } from '../paint.ts';
import { say } from '../say.ts';
import { untilWords } from '../time-words.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { followApply } from './follow-apply.ts';
import { printOutcome } from './print-outcome.ts';
import { exitCodeOf } from './progress-lines.ts';

export interface RunOptions {
  /** Until it is kept or taken back, not only until it waits for `confirm`. */
  readonly wait: boolean;
  readonly output: Output;
  /** The end that is no failure here. Default: kept. */
  readonly wanted?: 'kept' | 'undone';
  /** Once it has ended, whichever way, and before that is told. */
  readonly onEnd?: (() => Promise<void>) | undefined;
}

/**
 * Shows an apply that has begun until it ends, and how it ended: 0 kept, or in force and waiting for `confirm` · 1 undone
 * or refused · 3 stuck · 130 the operator looked away; it goes on without them.
 */
export async function runOrder(
  door: NodeDoor,
  begun: ApplyProgress,
  { wait, output, wanted = 'kept', onEnd }: RunOptions,
): Promise<number> {
  let last = begun;
  const countdown = wait ? countDown() : undefined;
  const interrupted = await untilInterrupted(async (signal) => {
    last = await followApply(door, calm(begun), { wait, signal, onLine: say, onWait: countdown?.show });
  }).finally(() => countdown?.end());
  if (interrupted !== 0) {
    say(
      `The ${last.kind} goes on at ${door.where}. Look at it: holdfast status; take it back: holdfast rollback`,
    );
    return interrupted;
  }
  if (exitCodeOf(last) !== undefined) await onEnd?.();
  if (output !== 'table') process.stdout.write(printValue(last, output));
  else process.stdout.write(printOutcome(calm(last), wanted, paint(wantsColour(process.stdout)), Date.now()));
  return exitCodeOf(last) ?? 0;
}

/** On a terminal the seconds that are left, in one line that is written over. */
function countDown(): { show: (progress: ApplyProgress) => void; end: () => void } {
  let shown = '';
  const write = (text: string): void => {
    if (process.stderr.isTTY !== true || text === shown) return;
    shown = text;
    process.stderr.write(`\r\u001b[K${text}`);
  };
  return {
    show: ({ confirmBy }) =>
      write(
        confirmBy === undefined
          ? ''
          : `taken back ${untilWords(confirmBy, Date.now())} unless: ${atSite('holdfast confirm')}`,
      ),
    end: () => write(''),
  };
}
