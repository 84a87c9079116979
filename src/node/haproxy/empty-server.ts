import { Fault } from '../../base/fault.ts';
import { command } from '../../engines/haproxy/runtime/commands.ts';
import type { LiveServer } from '../../engines/haproxy/runtime/live.ts';
import type { StepOf } from '../../engines/haproxy/runtime/runtime-step.ts';
import { observeServer } from './observe-runtime.ts';
import type { HaproxyRuntime } from './open-haproxy-cli.ts';
import { expectServer } from './see-in-force.ts';

const LOOK_EVERY_MS = 20;
/** Cut sessions end within a millisecond; a stalled machine may need longer. */
const AFTER_CUT_MS = 2_000;

/**
 * Drain, wait, maintenance, cut what is left, wait until no connection is in use: only then may a server be deleted.
 * @throws Fault `node/haproxy-server-busy`; the server is then in maintenance with its sessions going on
 */
export async function emptyServer(
  cli: HaproxyRuntime,
  step: StepOf<'empty'>,
): Promise<{ readonly says: string; readonly sessionsCut: number }> {
  const { pool, server, withinMs, closeSessions } = step;
  if ((await observeServer(cli, pool, server)) === undefined)
    return { says: `done: server ${pool}/${server} is gone already`, sessionsCut: 0 };
  await cli.ask(command.state(pool, server, 'drain'));
  await expectServer(cli, step, 'the draining', ({ admin }) => admin === 'drain');
  const left = await waitUntilEmpty(cli, step, withinMs);
  await cli.ask(command.state(pool, server, 'maint'));
  await expectServer(cli, step, 'the maintenance', ({ admin }) => admin === 'maint');
  if (left.sessions > 0 && closeSessions) await cli.ask(command.closeSessions(pool, server));
  const last = left.isEmpty && !closeSessions ? left : await waitUntilEmpty(cli, step, AFTER_CUT_MS);
  const sessionsCut = closeSessions ? left.sessions : 0;
  if (last.isEmpty)
    return { says: `done: server ${pool}/${server} is empty; ${sessionsCut} sessions were cut`, sessionsCut };
  throw new Fault(
    'node/haproxy-server-busy',
    `Server ${pool}/${server} takes no new sessions, but ${last.sessions} go on.`,
    'wait until they end, or have them cut; then apply again.',
  );
}

interface Left {
  readonly sessions: number;
  readonly isEmpty: boolean;
}

async function waitUntilEmpty(
  cli: HaproxyRuntime,
  { pool, server }: StepOf<'empty'>,
  withinMs: number,
): Promise<Left> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const left = leftOf(await observeServer(cli, pool, server));
    if (left.isEmpty || performance.now() >= deadline) return left;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function leftOf(seen: LiveServer | undefined): Left {
  const sessions = seen?.sessions ?? 0;
  return { sessions, isEmpty: sessions === 0 && (seen?.usedConnections ?? 0) === 0 };
}
