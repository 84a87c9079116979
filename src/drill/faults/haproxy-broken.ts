import { readFileSync, writeFileSync } from 'node:fs';
import { atMost, VIP_MOVES } from '../judge/clause.ts';
import type { DrillFault } from './drill-fault.ts';
import { guestPid } from './guest-pids.ts';

export const haproxyBroken: DrillFault = {
  name: 'haproxy-broken',
  does: "spoils the configuration of the holder's HAProxy and kills it: it dies at every start",
  hurts: 'the VIP moves; sessions on the holder end',
  asks: { engine: 'haproxy' },
  endsRequestsInFlight: 'at the fault',
  async inject(scene) {
    const file = `${scene.ground.runFile(scene.holder, 'active')}/haproxy.cfg`;
    const good = readFileSync(file);
    const pid = await guestPid(scene, scene.holder, 'haproxy');
    scene.undoBy(`put ${file} back`, () => writeFileSync(file, good, { mode: 0o600 }));
    writeFileSync(file, 'this is no configuration\n');
    await scene.kill([pid]);
  },
  lookOnMs: 1500,
  limits: ({ advertMs }) => [atMost('outageMs', 4 * advertMs + 100), VIP_MOVES],
};
