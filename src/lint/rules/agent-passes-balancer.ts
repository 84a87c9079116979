import type { Rule } from '../../base/rule.ts';
import { agentServers } from '../../foreign/ossec/meaning/agent-servers.ts';
import { balancerAddresses, canonical, managersBehind } from '../agents-balancer.ts';
import type { LintSite } from '../lint-site.ts';

/** Agents that go to the balancer and, past it, to one of its managers. */
export const agentPassesBalancer: Rule<LintSite> = {
  code: 'system/agent-passes-balancer',
  severity: 'warning',
  title: 'An agent goes past the balancer',
  why: 'After the shortest failover of the VIP such agents are at one manager directly and stay there: they do not come back to the first server by themselves. The balancer neither counts nor moves them, and the manager refuses some for a minute as "already in use".',
  source:
    'Wazuh agent, start_agent: the next server is kept; documentation, "Pointing agents to the cluster"',
  find: (site) =>
    site.nodes.flatMap(({ ossec }) =>
      ossec.flatMap((source) => {
        const servers = agentServers(source);
        const vip = servers.find(({ address, port }) =>
          balancerAddresses(site, port).has(canonical(address)),
        );
        if (vip === undefined) return [];
        return servers
          .filter(({ address, port }) => managersBehind(site, port).has(canonical(address)))
          .map(({ element, address }) => ({
            at: element.at,
            message: `${address} is a manager behind ${vip.address}, which is a server of this agent as well: once it has changed over it stays at ${address}, past the balancer.`,
            remedy: `keep ${vip.address} alone, with its own failover; or list the managers alone and no balancer.`,
          }));
      }),
    ),
};
