import { askHaproxy } from '../../../engines/haproxy/observe.ts';
import { atMost, VIP_STAYS } from '../../judge/clause.ts';
import type { DrillFault } from '../drill-fault.ts';
import { agentsTerms, BACK_MS, slack } from './agents-limits.ts';
import { untilBack } from './manager-acts.ts';

export const reconnectStorm: DrillFault = {
  name: 'reconnect-storm',
  does: "closes every agent's session on the holder in the same instant",
  hurts: 'all agents connect again at once, and nothing else is wrong',
  endsRequestsInFlight: 'at the fault',
  needsAgents: true,
  async inject(scene) {
    const { agents, runFile } = scene.ground;
    const servers = agents?.pool.servers ?? [];
    const orders = servers.map(({ name }) => `shutdown sessions server ${agents?.pool.name}/${name}`);
    await scene.act(() => askHaproxy(runFile(scene.holder, 'stats'), orders.join('; '), 5000));
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
