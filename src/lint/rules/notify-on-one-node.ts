import type { Finding, Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { type Member, sayPlace, sayVips, vrrpGroups } from '../vrrp-group.ts';

/** A notify script that one node of a VIP has and another lacks. */
export const notifyOnOneNode: Rule<LintSite> = {
  code: 'pair/notify-on-one-node',
  severity: 'warning',
  title: 'Only one node notifies',
  why:
    'What the script does (an alert, a route, a started job) happens on one side only: a failover to the other node goes ' +
    'unnoticed or leaves half of the work undone.',
  source: 'keepalived.conf(5), notify_master; seen in tutorials whose backup file is shortened',
  find: (site) =>
    vrrpGroups(site).flatMap((group) =>
      group.flatMap((here) =>
        group.filter((other) => other !== here).flatMap((there) => compare(here, there)),
      ),
    ),
};

function compare(here: Member, there: Member): Finding[] {
  const theirs = new Set(there.instance.notifies.map(({ event }) => event));
  // `notify` is called for every state: it may do what the others do, and the others what it does.
  const missing = here.instance.notifies.filter(
    ({ event }) => !theirs.has(event) && (event !== 'notify' || theirs.size === 0),
  );
  const [first] = missing;
  if (first === undefined || theirs.has('notify') || notifiesElsewhere(there)) return [];
  const events = missing.map(({ event }) => event).join(', ');
  return [
    {
      at: first.at,
      message: `${here.node.name} has ${events} for ${sayVips(here.instance)}, ${there.node.name} has not (${sayPlace(there.instance.at)}): when ${there.node.name} takes or loses the VIP, it does not run.`,
      remedy: `write the same ${events} on ${there.node.name}.`,
    },
  ];
}

/** The sync group, or a fifo, may carry it. */
function notifiesElsewhere({ instance, keepalived }: Member): boolean {
  const group = keepalived.syncGroups.find(({ name }) => name === instance.syncGroup);
  const blocks = [group?.entry, ...keepalived.globals.map(({ entry }) => entry)];
  return (
    keepalived.isPartial ||
    blocks.some((entry) =>
      (entry?.block ?? []).some(({ words }) => /^(vrrp_)?notify/.test(words[0]?.value ?? '')),
    )
  );
}
