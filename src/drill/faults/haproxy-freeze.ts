import { atMost } from '../judge/clause.ts';
import { signalAll } from '../processes.ts';
import type { DrillFault } from './drill-fault.ts';
import { guestPid } from './guest-pids.ts';

export const haproxyFreeze: DrillFault = {
  name: 'haproxy-freeze',
  does: 'stops HAProxy on the holder (SIGSTOP): it lives and does nothing',
  hurts: 'sessions that this HAProxy serves stand still until it goes on or is replaced',
  asks: { engine: 'haproxy' },
  endsRequestsInFlight: 'at the fault',
  async inject(scene) {
    const pid = await guestPid(scene, scene.holder, 'haproxy');
    scene.undoBy('let HAProxy go on', () => signalAll([pid], 'SIGCONT'));
    await scene.act(() => signalAll([pid], 'SIGSTOP'));
  },
  lookOnMs: 2200,
  limits: (terms) => [atMost('lost', 1), atMost('slowestMs', terms.freezeMs + 300 + terms.requestMs)],
};
