import { atMost, VIP_STAYS } from '../judge/clause.ts';
import { askStatus } from '../look-at-site.ts';
import { signalAll } from '../processes.ts';
import type { DrillFault } from './drill-fault.ts';

export const foundationCrash: DrillFault = {
  name: 'foundation-crash',
  does: "kills the holder's foundation (SIGKILL); it is started again and takes its guests over",
  hurts: 'nothing: the guests live on',
  endsRequestsInFlight: false,
  async inject(scene) {
    const { pid } = await askStatus(scene.ground, scene.holder);
    scene.act();
    signalAll([pid], 'SIGKILL');
  },
  lookOnMs: 1500,
  limits: () => [atMost('lost', 1), VIP_STAYS],
};
