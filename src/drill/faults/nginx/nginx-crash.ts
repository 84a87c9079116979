import { childrenOf } from '../../processes.ts';
import type { Scene } from '../../scene.ts';
import type { DrillFault } from '../drill-fault.ts';
import { guestPid } from '../guest-pids.ts';
import { limitsOfCrash } from '../limits-of-crash.ts';

export const nginxCrash: DrillFault = {
  name: 'nginx-crash',
  does: 'kills nginx on the holder, master and workers at once (SIGKILL)',
  hurts: 'sessions that this nginx serves end',
  asks: { engine: 'nginx' },
  endsRequestsInFlight: 'at the fault',
  async inject(scene) {
    await scene.kill(await nginxPids(scene));
  },
  lookOnMs: 1500,
  limits: limitsOfCrash,
};

/** The holder's master, then its workers. */
export async function nginxPids(scene: Scene): Promise<readonly number[]> {
  const master = await guestPid(scene, scene.holder, 'nginx');
  return [master, ...childrenOf(master)];
}
