import { Fault } from '../base/fault.ts';
import { type AgentWay, agentTargets, clientBlock } from '../foreign/ossec/client-block.ts';
import type { Site } from '../site/site.ts';
import { didYouMean } from '../spec/did-you-mean.ts';
import { say } from './say.ts';

/** `holdfast render --for agent`: what an agent's own file must say. Throws the Fault `cli/nothing-for-agents`. */
export function renderForAgent(site: Site, way: AgentWay, first: string | undefined): void {
  const known = agentTargets(site, way);
  if (first !== undefined && known.length > 0 && !known.includes(first)) {
    throw new Fault(
      'cli/nothing-for-agents',
      `Agents cannot report to ${first} first: there is no such ${way === 'vip' ? 'VIP' : 'manager'} for them.`,
      `${didYouMean(first, known)}There are ${known.join(', ')}.`,
    );
  }
  const block = clientBlock(site, way, first);
  if (block === undefined) {
    throw new Fault(
      'cli/nothing-for-agents',
      way === 'failover' && site.wazuh?.events !== undefined
        ? 'The spec names no manager that agents could know by itself: all are discovered or excluded.'
        : 'The spec has no Wazuh cluster whose events are served.',
      way === 'failover'
        ? 'Name the managers under "wazuh", or let agents use the VIP: --way vip.'
        : 'Add "wazuh" to the spec.',
    );
  }
  process.stdout.write(block);
  say('Put it in the place of <client> in /var/ossec/etc/ossec.conf of each agent, then restart the agent.');
}
