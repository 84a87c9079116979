import { Fault } from '../../base/fault.ts';
import type { NodeDoor } from '../../node/api/node-door.ts';
import type { BalanceView } from '../../node/balance/balance-view.ts';
import { calm } from '../calm.ts';
import { pauseFor } from '../pause-for.ts';
import { reasonOf } from '../reason-of.ts';
import { say } from '../say.ts';
import type { SiteDoors } from '../site-door.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { progressWords } from './print-balance.ts';

const LOOK_MS = 250;
/** A line of progress a pool at most so often. */
const LINE_MS = 1_000;
/** A daemon that is silent, or knows nothing of the run, for so long is not waited for. */
const PATIENCE_MS = 10_000;

/**
 * Tells how runs go on until each has ended. ^C leaves them to themselves.
 * @throws Fault `cli/balance-out-of-sight`
 */
export async function watchBalance(
  site: SiteDoors,
  door: NodeDoor,
  begun: readonly BalanceView[],
): Promise<{ readonly code: number; readonly ended: readonly BalanceView[] }> {
  const ended: BalanceView[] = [];
  const code = await untilInterrupted(async (signal) => {
    await Promise.all(
      begun.map(async (view) => {
        const last = await watchOne(doorOf(site, view, door), view, signal);
        ended.push(last);
      }),
    );
  });
  const names = begun.map(({ pool }) => pool);
  if (code !== 0)
    say(
      `It goes on without this command. To end it: ${names.map((pool) => `holdfast balance ${pool} --stop`).join(', ')}`,
    );
  const isBalanced = ended.every(({ state, run }) => (run?.ended ?? state) === 'balanced');
  return { code: code === 0 && !isBalanced ? 1 : code, ended };
}

/** What the others tell of a run is seconds old. */
function doorOf(site: SiteDoors, { decider }: BalanceView, door: NodeDoor): NodeDoor {
  return site.all().find(({ node }) => node === decider)?.door ?? door;
}

async function watchOne(door: NodeDoor, begun: BalanceView, signal: AbortSignal): Promise<BalanceView> {
  const { pool, run } = begun;
  if (run === undefined || (run.ended !== undefined && begun.state !== 'moving')) return begun;
  let [last, heardAtMs, toldAtMs] = [begun, performance.now(), 0];
  while (!signal.aborted) {
    await pauseFor(LOOK_MS, signal);
    try {
      const view = calm(await door.balances()).find((one) => one.pool === pool);
      if (view?.run?.id !== run.id) throw new Error('it does not know of it any more');
      heardAtMs = performance.now();
      if (view.run.ended !== undefined) {
        say(`${pool}: ${view.run.says}`);
        return view;
      }
      if (view.run.moved !== last.run?.moved && heardAtMs - toldAtMs >= LINE_MS) {
        say(`${pool}: ${progressWords(view.run)}`);
        [last, toldAtMs] = [view, heardAtMs];
      }
    } catch (error) {
      if (performance.now() - heardAtMs > PATIENCE_MS) throw outOfSight(door, pool, error);
    }
  }
  return last;
}

function outOfSight(door: NodeDoor, pool: string, error: unknown): Fault {
  return new Fault(
    'cli/balance-out-of-sight',
    `Sessions of pool ${pool} were being moved when ${door.where} stopped telling of it. What was moved stays; whoever holds the VIP decides what is done now.`,
    `look how they are spread: holdfast balance ${pool} --dry-run`,
    reasonOf(error),
    error,
  );
}
