import { atLeast, atMost, type LimitTerms, VIP_STAYS } from '../../judge/clause.ts';
import type { DrillFault } from '../drill-fault.ts';
import { agentsTerms, BACK_MS, slack } from './agents-limits.ts';
import { busiestManager, holdManager, untilBack } from './manager-acts.ts';

export const managerCrash: DrillFault = {
  name: 'manager-crash',
  does: 'kills the manager with most agents (SIGKILL); it is started again when all agents report to the others',
  hurts: 'its agents are cut, and connect to the other managers',
  endsRequestsInFlight: 'at the fault',
  needsAgents: true,
  async inject(scene) {
    await holdManager(scene, busiestManager(scene));
    await untilBack(scene, BACK_MS);
  },
  lookOnMs: 500,
  limits(terms: LimitTerms) {
    const { share } = agentsTerms(terms);
    return [
      atMost('agents.backMs', BACK_MS),
      atMost('agents.mostDown', share + slack(share)),
      atLeast('agents.reconnects', share - slack(share)),
      atMost('agents.reconnects', share + slack(share)),
      VIP_STAYS,
    ];
  },
};
