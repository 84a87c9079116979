import type { Rule } from '../../../base/rule.ts';
import { agentServers } from '../meaning/agent-servers.ts';
import { isPlaceholder } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

export const agentServerTwice: Rule<OssecSubject> = {
  code: 'ossec/agent-server-twice',
  severity: 'warning',
  title: 'An agent lists the same server twice',
  why: 'An agent goes through its servers in order, five tries of ten seconds at each: one that stands there twice is tried again before the next one, and where it is all of the list there is no failover at all.',
  source: 'Wazuh documentation, "Pointing agents to the cluster - Failover mode"; agent, start_agent',
  find({ ossec }) {
    const servers = agentServers(ossec);
    return servers.flatMap(({ address, port, element }, index) => {
      const former = servers.slice(0, index).find((one) => one.address === address && one.port === port);
      if (former === undefined || address === '' || isPlaceholder(address)) return [];
      return [
        {
          at: element.at,
          message: `${address}:${port} is a server of this agent already (line ${former.element.at.line}): it is tried twice, and no other takes its place.`,
          remedy: 'remove one of the two, or name another manager.',
        },
      ];
    });
  },
};
