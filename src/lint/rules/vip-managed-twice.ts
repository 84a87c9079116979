import { parseIp } from '../../base/address.ts';
import type { Finding, Rule } from '../../base/rule.ts';
import type { PcsCommand } from '../../foreign/pcs/grammar/source.ts';
import type { LintSite } from '../lint-site.ts';
import { type Member, membersOf, sayPlace, vipsOf } from '../vrrp-group.ts';

/** A VIP that Keepalived and Pacemaker both bring up. */
export const vipManagedTwice: Rule<LintSite> = {
  code: 'pair/vip-managed-twice',
  severity: 'error',
  title: 'Keepalived and Pacemaker both move this VIP',
  why:
    'Each elects its own holder and knows nothing of the other: the address is on two nodes at once, or one takes away ' +
    'what the other has just brought, and each calls it a failure and tries again.',
  source: 'ocf:heartbeat:IPaddr2 (resource agents); keepalived.conf(5), virtual_ipaddress',
  find: (site) => {
    const members = membersOf(site);
    // A script for the whole cluster stands in every node's list.
    const sources = new Map(site.nodes.flatMap(({ pcs }) => pcs).map((source) => [source.path, source]));
    return [...sources.values()].flatMap(({ commands }) =>
      commands.flatMap((command) => findFor(command, members)),
    );
  },
};

function findFor({ words }: PcsCommand, members: readonly Member[]): Finding[] {
  const said = words.map(({ value }) => value);
  const isAddress = said.some((word) => /^(?:ocf:(?:heartbeat:)?)?IPaddr2?$/.test(word));
  const word = words.find(({ value }) => value.startsWith('ip='));
  const ip = parseIp(word?.value.slice('ip='.length) ?? '');
  if (
    said[0] !== 'resource' ||
    said[1] !== 'create' ||
    !isAddress ||
    word === undefined ||
    ip === undefined
  ) {
    return [];
  }
  const vip = members
    .flatMap(({ instance, node }) => vipsOf(instance).map((one) => ({ ...one, node })))
    .find(({ address }) => address === ip.address);
  if (vip === undefined) return [];
  return [
    {
      at: word.at,
      message: `Pacemaker's resource ${said[2] ?? ''} brings up ${ip.address}, and so does Keepalived on ${vip.node.name} (${sayPlace(vip.at)}): both hold it, or take it from each other.`,
      remedy: 'let one of the two move the VIP: remove the resource, or the address from keepalived.conf.',
    },
  ];
}
