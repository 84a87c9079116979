import type { Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { hasProxy } from '../listeners.ts';
import { tracksElsewhere } from '../vrrp-candidate.ts';
import { type Member, sayVips, vrrpGroups } from '../vrrp-group.ts';

/** A VIP in front of proxies whose death no node would notice. */
export const vipWithoutCheck: Rule<LintSite> = {
  code: 'pair/vip-without-check',
  severity: 'warning',
  title: 'The VIP does not depend on the proxy',
  why:
    'Keepalived sees that a node lives, not that its proxy does. When the proxy dies or hangs, the VIP stays, and every ' +
    'client is refused although the other node could serve.',
  source: 'keepalived.conf(5), track_script and track_process; measured: HAProxy killed, VIP stays',
  find: (site) =>
    vrrpGroups(site).flatMap((group) => {
      if (group.some((member) => isChecked(member)) || !group.some(({ node }) => hasProxy(node))) return [];
      const [{ instance }, ...others] = group;
      const nodes = [group[0], ...others].map(({ node }) => node.name).join(' and ');
      return [
        {
          at: instance.at,
          also: group.map((member) => member.instance.at),
          message: `Nothing that is tracked for ${sayVips(instance)} tells whether the proxy works, on ${nodes}: when the proxy of the holder dies, the VIP stays there.`,
          remedy:
            'write a vrrp_script that asks the local proxy (a request to 127.0.0.1 with a time-out), and track it on all nodes.',
        },
      ];
    }),
};

function isChecked(member: Member): boolean {
  const { tracks } = member.instance;
  return tracks.some(({ kind }) => kind !== 'interface' && kind !== 'bfd') || tracksElsewhere(member);
}
