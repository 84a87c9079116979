import { atMost, servedAtOnce } from '../judge/clause.ts';
import { childrenOf } from '../processes.ts';
import type { DrillFault } from './drill-fault.ts';
import { guestPid } from './guest-pids.ts';

export const keepalivedCrash: DrillFault = {
  name: 'keepalived-crash',
  does: 'kills Keepalived on the holder (SIGKILL, parent and child): it leaves the VIP on the interface',
  hurts: 'another node takes the VIP while this one still has it',
  endsRequestsInFlight: 'at the fault and at moves',
  async inject(scene) {
    const parent = await guestPid(scene, scene.holder, 'keepalived');
    const all = [parent, ...childrenOf(parent)];
    await scene.kill(all);
  },
  lookOnMs: 1500,
  limits: (terms) => [
    atMost('lost', 0),
    atMost('inFlight', 2 + servedAtOnce(terms)),
    atMost('twoHoldersMs', 4 * terms.advertMs),
  ],
};
