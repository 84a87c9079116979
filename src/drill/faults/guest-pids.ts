import { Fault } from '../../base/fault.ts';
import { askStatus } from '../look-at-site.ts';
import type { Scene } from '../scene.ts';

/** The number of a guest's process on a node, as its foundation says. Throws `drill/no-such-process`. */
export async function guestPid(
  scene: Scene,
  node: string,
  guest: 'haproxy' | 'nginx' | 'keepalived',
): Promise<number> {
  const pid = (await askStatus(scene.ground, node)).guests[guest]?.pid;
  if (pid !== undefined) return pid;
  throw new Fault(
    'drill/no-such-process',
    `The foundation of ${node} runs no ${guest} that could be hurt.`,
    `see why: holdfast lab logs ${node} ${guest}`,
  );
}
