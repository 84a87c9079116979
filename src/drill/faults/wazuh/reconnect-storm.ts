import { askHaproxy, observeServers } from '../../../engines/haproxy/observe.ts';
import { atMost, VIP_STAYS } from '../../judge/clause.ts';
import type { DrillFault } from '../drill-fault.ts';
import { agentsTerms, BACK_MS, slack } from './agents-limits.ts';
import { untilBack } from './manager-acts.ts';

export const reconnectStorm: DrillFault = {
  name: 'reconnect-storm',
  does: "closes every agent's session in the same instant",
  hurts: 'all agents connect again at once, and nothing else is wrong',
  endsRequestsInFlight: 'at the fault',
  needsAgents: true,
  async inject(scene) {
    const { agents, nodes, runFile } = scene.ground;
    const sockets = nodes.map((node) => runFile(node, 'stats'));
    // HAProxy knows managers that the spec does not: they have joined since.
    const orders = await Promise.all(
      sockets.map(async (socket) =>
        (await observeServers(socket, 5000))
          .filter(({ pool }) => pool === agents?.pool.name)
          .map(({ pool, server }) => `shutdown sessions server ${pool}/${server}`)
          .join('; '),
      ),
    );
    await scene.act(async () => {
      await Promise.all(sockets.map((socket, index) => askHaproxy(socket, orders[index]!, 5000)));
    });
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
