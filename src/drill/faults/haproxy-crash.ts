import { atMost, neverOver, servedAtOnce, VIP_STAYS } from '../judge/clause.ts';
import type { DrillFault } from './drill-fault.ts';
import { guestPid } from './guest-pids.ts';

export const haproxyCrash: DrillFault = {
  name: 'haproxy-crash',
  does: 'kills HAProxy on the holder (SIGKILL)',
  hurts: 'sessions that this HAProxy serves end',
  asks: { engine: 'haproxy' },
  endsRequestsInFlight: 'at the fault',
  async inject(scene) {
    const pid = await guestPid(scene, scene.holder, 'haproxy');
    await scene.kill([pid]);
  },
  lookOnMs: 1500,
  limits: (terms) => [
    atMost('lost', 0),
    neverOver('lost', 1),
    atMost('inFlight', 1 + servedAtOnce(terms)),
    VIP_STAYS,
  ],
};
