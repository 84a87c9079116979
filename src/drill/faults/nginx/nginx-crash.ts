import { atMost, neverOver, servedAtOnce, VIP_STAYS } from '../../judge/clause.ts';
import { childrenOf } from '../../processes.ts';
import type { Scene } from '../../scene.ts';
import type { DrillFault } from '../drill-fault.ts';
import { guestPid } from '../guest-pids.ts';

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
  limits: (terms) => [
    atMost('lost', 0),
    neverOver('lost', 1),
    atMost('inFlight', 1 + servedAtOnce(terms)),
    VIP_STAYS,
  ],
};

/** The holder's master, then its workers. */
export async function nginxPids(scene: Scene): Promise<readonly number[]> {
  const master = await guestPid(scene, scene.holder, 'nginx');
  return [master, ...childrenOf(master)];
}
