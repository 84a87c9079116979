import type { Finding, Rule } from '../../base/rule.ts';
import type { OssecElement, OssecSource } from '../../foreign/ossec/grammar/source.ts';
import { runningHelper } from '../../foreign/ossec/meaning/helper.ts';
import { isPlaceholder, optionOf, sectionsOf } from '../../foreign/ossec/meaning/sections.ts';
import { bindsOn } from '../agents-balancer.ts';
import type { LintSite } from '../lint-site.ts';

const EVENTS = 1514;
const ENROLLMENT = 1515;

/** A key that is bound to an address that the manager never sees. */
export const agentsRegisteredByAddress: Rule<LintSite> = {
  code: 'system/agents-registered-by-address',
  severity: 'error',
  title: 'Agents are known by an address behind HAProxy',
  why: "Behind HAProxy a manager sees HAProxy's address for every agent. A key with an address in it fits no connection (errors 1408 and 1213), and with use_source_ip every agent is registered with the address of the balancer: the second one is a duplicate, and after a failover none fits.",
  source: 'wazuh/wazuh#4153, #1638, #19785; ossec.conf reference, auth, use_source_ip',
  find: (site) =>
    site.nodes.flatMap(({ ossec }) =>
      ossec.flatMap((source) => (isBehind(site, source) ? findIn(source) : [])),
    ),
};

function isBehind(site: LintSite, source: OssecSource): boolean {
  const isBalanced = bindsOn(site, EVENTS).length + bindsOn(site, ENROLLMENT).length > 0;
  return isBalanced || runningHelper(source) !== undefined;
}

function findIn(source: OssecSource): Finding[] {
  const sections = sectionsOf(source, 'auth').concat(
    sectionsOf(source, 'client').flatMap((client) => optionOf(client, 'enrollment') ?? []),
  );
  return sections.flatMap((section) => [...ofSource(section), ...ofAddress(section)]);
}

function ofSource(section: OssecElement): Finding[] {
  const option = optionOf(section, 'use_source_ip');
  if (option === undefined || option.text.trim() !== 'yes') return [];
  return [
    {
      at: option.textAt,
      message: `<${section.name}> registers agents with the address that the manager sees, and that is HAProxy's for all of them.`,
      remedy: 'write <use_source_ip>no</use_source_ip>, the default: keys then fit any address.',
    },
  ];
}

function ofAddress(section: OssecElement): Finding[] {
  const option = optionOf(section, 'agent_address');
  const address = option?.text.trim() ?? '';
  if (option === undefined || address === '' || address === 'any' || isPlaceholder(address)) return [];
  return [
    {
      at: option.textAt,
      message: `The agent is registered as ${address}, and the manager sees HAProxy's address: its key fits no connection.`,
      remedy: 'remove <agent_address>, and register the agent anew.',
    },
  ];
}
