import type { Finding, Rule } from '../../base/rule.ts';
import type { OssecSource } from '../../foreign/ossec/grammar/source.ts';
import { agentServers } from '../../foreign/ossec/meaning/agent-servers.ts';
import { runningHelper } from '../../foreign/ossec/meaning/helper.ts';
import { remotesOf } from '../../foreign/ossec/meaning/remotes.ts';
import { optionOf } from '../../foreign/ossec/meaning/sections.ts';
import { bindsOn } from '../agents-balancer.ts';
import type { LintSite } from '../lint-site.ts';

/** HAProxy carries no UDP to a server. */
export const udpAgentsBehindBalancer: Rule<LintSite> = {
  code: 'system/udp-agents-behind-balancer',
  severity: 'error',
  title: 'Agents by UDP do not pass HAProxy',
  why: 'HAProxy forwards TCP only. Datagrams of agents to its address are dropped without an answer, and an agent by UDP does not even notice: it goes on sending, and is shown as disconnected.',
  source: 'configuration manual, 4.2 bind; ossec.conf reference, client and remote, protocol',
  find: (site) =>
    site.nodes.flatMap(({ ossec }) =>
      ossec.flatMap((source) => [...ofAgent(site, source), ...ofManager(site, source)]),
    ),
};

function ofAgent(site: LintSite, source: OssecSource): Finding[] {
  return agentServers(source).flatMap(({ element, protocol, address, port }) => {
    if (protocol !== 'udp' || bindsOn(site, port).length === 0) return [];
    return [
      {
        at: optionOf(element, 'protocol')?.textAt ?? element.at,
        message: `The agent speaks UDP to ${address}:${port}, and HAProxy listens there for TCP only: nothing arrives.`,
        remedy: 'write <protocol>tcp</protocol>.',
      },
    ];
  });
}

function ofManager(site: LintSite, source: OssecSource): Finding[] {
  const hasHelper = runningHelper(source) !== undefined;
  return remotesOf(source).flatMap(({ element, connection, protocols, port }) => {
    if (connection !== 'secure' || protocols.includes('tcp') || !protocols.includes('udp')) return [];
    if (!hasHelper && bindsOn(site, port).length === 0) return [];
    return [
      {
        at: optionOf(element, 'protocol')?.textAt ?? element.at,
        message: `The manager takes agents by UDP only on ${port}, and HAProxy forwards TCP: no agent gets through, and no check.`,
        remedy: 'write <protocol>tcp</protocol>.',
      },
    ];
  });
}
