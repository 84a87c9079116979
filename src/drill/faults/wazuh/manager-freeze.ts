import { atLeast, atMost, VIP_STAYS } from '../../judge/clause.ts';
import type { DrillFault } from '../drill-fault.ts';
import { agentsTerms, BACK_MS, slack } from './agents-limits.ts';
import { busiestManager, freezeManager } from './manager-acts.ts';

/** Until the daemon has looked at what the checks say and has closed the sessions. */
const CLOSE_MS = 10_000;

export const managerFreeze: DrillFault = {
  name: 'manager-freeze',
  does: 'stops the manager with most agents (SIGSTOP): it takes connections and answers nothing',
  hurts: 'only a check that asks Wazuh sees it; then its agents are cut, and connect to the others',
  endsRequestsInFlight: 'at the fault',
  needsAgents: true,
  async inject(scene) {
    const terms = scene.ground.agents?.terms;
    const member = busiestManager(scene);
    const had = scene.agents.last?.sessions[member] ?? 0;
    await freezeManager(scene, member);
    // Its agents seem to be well until somebody closes their connections: wait until they have moved.
    const moved = () => {
      const { agents = 0, sessions = {} } = scene.agents.last ?? {};
      const elsewhere = Object.entries(sessions).flatMap(([name, count]) => (name === member ? [] : [count]));
      return elsewhere.reduce((sum, count) => sum + count, 0) >= agents - Math.floor(had * 0.02);
    };
    await scene.until(moved, (terms?.detectMs ?? 0) + CLOSE_MS + BACK_MS);
  },
  lookOnMs: 500,
  limits(terms) {
    const { share, detectMs } = agentsTerms(terms);
    return [
      atMost('agents.backMs', detectMs + CLOSE_MS + BACK_MS),
      atLeast('agents.reconnects', share - slack(share)),
      atMost('agents.reconnects', share + slack(share)),
      VIP_STAYS,
    ];
  },
};
