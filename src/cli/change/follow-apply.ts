import { Fault } from '../../base/fault.ts';
import type { NodeDoor } from '../../node/api/node-door.ts';
import type { ApplyProgress } from '../../node/apply/apply-progress.ts';
import { calm } from '../calm.ts';
import { pauseFor } from '../pause-for.ts';
import { reasonOf } from '../reason-of.ts';
import { exitCodeOf, progressLines } from './progress-lines.ts';

export interface FollowOptions {
  /** One line of news. */
  readonly onLine: (line: string) => void;
  /** Go on beyond `unconfirmed`, until it is kept or taken back. Each look while it waits is told to `onWait`. */
  readonly wait: boolean;
  readonly onWait?: ((progress: ApplyProgress) => void) | undefined;
  readonly signal: AbortSignal;
  /** How long the daemon may be silent, or know nothing of it. Default: 10 s. */
  readonly patienceMs?: number;
}

/** Often enough that a change that takes no reload is told as done within a blink. */
const LOOK_MS = 25;

/**
 * Watches an apply until it ends, waits for `confirm`, or the signal comes: what it was at last.
 * @throws Fault `cli/apply-out-of-sight` when its daemon no longer answers, or knows nothing of it
 */
export async function followApply(
  door: NodeDoor,
  begun: ApplyProgress,
  options: FollowOptions,
): Promise<ApplyProgress> {
  const { patienceMs = 10_000 } = options;
  let last = begun;
  let heardAtMs = performance.now();
  // Of what has ended already the outcome says all.
  if (exitCodeOf(begun) === undefined) tell(undefined, begun, options);
  while (!isOver(last, options)) {
    await pauseFor(LOOK_MS, options.signal);
    if (options.signal.aborted) return last;
    try {
      const now = await door.progress();
      if (now?.id !== begun.id) {
        const kept = await findKept(door, last);
        if (kept !== undefined) return kept;
        // A daemon that has just been started again takes a moment to see what it was at.
        if (now === undefined && performance.now() - heardAtMs < patienceMs) continue;
        throw outOfSight(door, last, new Error('it does not know of it any more'));
      }
      heardAtMs = performance.now();
      tell(last, calm(now), options);
      last = now;
    } catch (error) {
      if (error instanceof Fault && error.code === OUT_OF_SIGHT) throw error;
      if (performance.now() - heardAtMs > patienceMs) throw outOfSight(door, last, error);
    }
  }
  return last;
}

function isOver(progress: ApplyProgress, { wait }: FollowOptions): boolean {
  return exitCodeOf(progress) !== undefined || (progress.stage === 'unconfirmed' && !wait);
}

function tell(
  former: ApplyProgress | undefined,
  now: ApplyProgress,
  { onLine, onWait }: FollowOptions,
): void {
  for (const line of progressLines(former, now)) onLine(line);
  if (now.stage === 'unconfirmed') onWait?.(now);
}

/** The daemon was started again meanwhile and has another thing in mind, or none: its history knows what was kept. */
async function findKept(door: NodeDoor, last: ApplyProgress): Promise<ApplyProgress | undefined> {
  const { revisions } = await door.history();
  const isKept = revisions.some(
    ({ number, release }) => number === last.revision && release === last.release,
  );
  if (!isKept) return undefined;
  const sentence = `Revision ${last.revision} was kept; the daemon of ${door.node} was started again meanwhile.`;
  return { ...last, stage: 'kept', sentence, confirmBy: undefined };
}

const OUT_OF_SIGHT = 'cli/apply-out-of-sight';

function outOfSight(door: NodeDoor, { kind, revision, stage }: ApplyProgress, error: unknown): Fault {
  return new Fault(
    'cli/apply-out-of-sight',
    `The ${kind} of revision ${revision} was ${stage} when ${door.where} stopped telling of it. It does not end with this ` +
      'command: every node goes on to one of the two releases by itself.',
    'look how it ended: holdfast status, then holdfast history',
    reasonOf(error),
    error,
  );
}
