import { setTimeout as pause } from 'node:timers/promises';
import type { CommandResult } from '../../src/host/run-command.ts';
import type { SoakSite } from './soak-site.ts';

/**
 * Kills the daemon of `node` while an order is on, so many milliseconds after its command began. How the command ends is
 * free; afterwards no apply may be left half done. `done` is called when the command ended well.
 */
export async function killWhile(
  site: SoakSite,
  order: () => Promise<CommandResult>,
  node: string,
  afterMs: number,
  done: () => void = () => undefined,
): Promise<string> {
  const ordered = order();
  await pause(afterMs);
  await site.killDaemon(node);
  const { code } = await ordered;
  if (code === 0) done();
  return settled(site, code === 0 ? 'done all the same' : `the command ended with ${code}`);
}

export async function settled(site: SoakSite, came: string): Promise<string> {
  await site.untilIdle();
  return came;
}
