import { atMost } from '../../judge/clause.ts';
import { signalAll } from '../../processes.ts';
import type { DrillFault } from '../drill-fault.ts';
import { nginxPids } from './nginx-crash.ts';

export const nginxFreeze: DrillFault = {
  name: 'nginx-freeze',
  does: 'stops nginx on the holder, master and workers (SIGSTOP): they live and do nothing',
  hurts: 'sessions that this nginx serves stand still until it goes on or is replaced',
  asks: { engine: 'nginx' },
  endsRequestsInFlight: 'at the fault',
  async inject(scene) {
    const pids = await nginxPids(scene);
    scene.undoBy('let nginx go on', () => signalAll(pids, 'SIGCONT'));
    await scene.act(() => signalAll(pids, 'SIGSTOP'));
  },
  lookOnMs: 2200,
  limits: (terms) => [atMost('lost', 1), atMost('slowestMs', terms.freezeMs + 400 + terms.requestMs)],
};
