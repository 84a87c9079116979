import { atMost, VIP_STAYS } from '../judge/clause.ts';
import { askStatus } from '../look-at-site.ts';
import type { DrillFault } from './drill-fault.ts';

export const foundationCrash: DrillFault = {
  name: 'foundation-crash',
  does: "kills the holder's foundation (SIGKILL); it is started again and takes its guests over",
  hurts: 'nothing: the guests live on',
  endsRequestsInFlight: 'never',
  async inject(scene) {
    const { pid } = await askStatus(scene.ground, scene.holder);
    await scene.kill([pid]);
  },
  lookOnMs: 1500,
  limits: () => [atMost('lost', 1), VIP_STAYS],
};
