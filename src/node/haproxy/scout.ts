import { command } from '../../engines/haproxy/runtime/commands.ts';
import { observeCheck, observeServer } from './observe-runtime.ts';
import type { HaproxyRuntime } from './open-haproxy-cli.ts';

export interface ScoutOrder {
  readonly pool: string;
  readonly server: string;
  readonly host: string;
  readonly port: number;
  readonly words: readonly string[];
}

/** A server that is alive answers its check at once; whoever needs longer comes in by its own checks. */
const WITHIN_MS = 500;
const LOOK_EVERY_MS = 5;
const SUFFIX = '.scout';

/**
 * Asks HAProxy itself whether a server would pass its checks: a second server of the same address, drained from its
 * first moment, is checked in quick succession and then deleted. It never has a session, so its deletion is safe
 * with every version. Without it the first check comes only after a whole interval.
 * @returns whether it passed; one that gave no answer in time did not
 */
export async function scout(cli: HaproxyRuntime, order: ScoutOrder): Promise<boolean> {
  const { pool, host, port, words } = order;
  const name = `${order.server}${SUFFIX}`;
  const add = () => cli.ask(command.add(pool, name, host, port, words));
  // A killed process may have left one behind: then the name is taken.
  await add().catch(async () => {
    await removeScout(cli, pool, name);
    await add();
  });
  try {
    await cli.ask(command.enableHealth(pool, name));
    await cli.ask(command.state(pool, name, 'drain'));
    return await passesCheck(cli, pool, name);
  } finally {
    await deleteServer(cli, pool, name);
  }
}

async function passesCheck(cli: HaproxyRuntime, pool: string, name: string): Promise<boolean> {
  const deadline = performance.now() + WITHIN_MS;
  const seen = await observeServer(cli, pool, name);
  if (seen === undefined) return false;
  let { check } = seen;
  while (check === '' || check === 'INI') {
    if (performance.now() >= deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    check = await observeCheck(cli, seen);
  }
  return check.endsWith('OK');
}

async function removeScout(cli: HaproxyRuntime, pool: string, name: string): Promise<void> {
  if ((await observeServer(cli, pool, name)) !== undefined) await deleteServer(cli, pool, name);
}

async function deleteServer(cli: HaproxyRuntime, pool: string, name: string): Promise<void> {
  await cli.ask(command.state(pool, name, 'maint'));
  await cli.ask(command.delete(pool, name));
}
