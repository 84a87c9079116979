import type { DrillFault } from './drill-fault.ts';
import { guestPid } from './guest-pids.ts';
import { limitsOfCrash } from './limits-of-crash.ts';

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
  limits: limitsOfCrash,
};
