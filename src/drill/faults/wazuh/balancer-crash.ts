import { atMost, VIP_STAYS } from '../../judge/clause.ts';
import type { DrillFault } from '../drill-fault.ts';
import { guestPid } from '../guest-pids.ts';
import { agentsTerms, BACK_MS, slack } from './agents-limits.ts';
import { untilBack } from './manager-acts.ts';

export const balancerCrash: DrillFault = {
  name: 'balancer-crash',
  does: 'kills HAProxy on the holder (SIGKILL), with every agent connected through it',
  hurts: 'all agents are cut and connect again at once',
  endsRequestsInFlight: 'at the fault',
  needsAgents: true,
  async inject(scene) {
    await scene.kill([await guestPid(scene, scene.holder, 'haproxy')]);
    await untilBack(scene, 2 * BACK_MS);
  },
  lookOnMs: 500,
  limits(terms) {
    const { agents } = agentsTerms(terms);
    return [
      atMost('agents.backMs', 2 * BACK_MS),
      atMost('agents.reconnects', agents + slack(agents)),
      VIP_STAYS,
    ];
  },
};
