import { atMost, type Clause, type LimitTerms, VIP_STAYS } from '../../judge/clause.ts';
import type { Scene } from '../../scene.ts';
import type { DrillFault } from '../drill-fault.ts';
import { agentsTerms, BACK_MS, SEEN_WITHIN_MS, slack } from './agents-limits.ts';
import { busiestManager, holdManager, returnManager, untilBack, untilSpread } from './manager-acts.ts';

export const managerReturn: DrillFault = {
  name: 'manager-return',
  does: 'kills the manager with most agents, waits until they report to the others, and starts it again',
  hurts: 'agents are spread anew, its share of them and no more',
  endsRequestsInFlight: 'at the fault',
  needsAgents: true,
  inject: killAndReturn,
  lookOnMs: 500,
  limits: returnLimits,
};

/** What is judged begins with the return: who was killed is another drill. */
export async function killAndReturn(scene: Scene): Promise<void> {
  const member = busiestManager(scene);
  await holdManager(scene, member);
  await untilBack(scene, BACK_MS);
  await scene.agents.countAnew();
  await returnManager(scene, member);
  const { moveMs = 0 } = scene.ground.agents?.terms ?? {};
  await untilSpread(scene, SEEN_WITHIN_MS + 3 * moveMs + BACK_MS);
}

export function returnLimits(terms: LimitTerms): readonly Clause[] {
  const { share, moveMs, onTheMove } = agentsTerms(terms);
  return [
    atMost('agents.spreadMs', SEEN_WITHIN_MS + 3 * moveMs),
    atMost('agents.reconnects', share + slack(share)),
    atMost('agents.mostDown', Math.max(2 * onTheMove, 20)),
    VIP_STAYS,
  ];
}
