import type { Rule } from '../../../base/rule.ts';
import { isYes, pcsProperty } from './pcs-properties.ts';
import type { PcsSubject } from './subject.ts';

export const quorumIgnored: Rule<PcsSubject> = {
  code: 'pcs/quorum-ignored',
  severity: 'error',
  title: 'no-quorum-policy=ignore invites split brain',
  why: 'A node that lost its peers goes on as if it were the majority: without fencing both halves hold the VIP and write; with fencing they shoot each other, again after each boot.',
  source: 'Pacemaker Explained, no-quorum-policy; votequorum(5), two_node; crmsh issue 159',
  find({ pcs }) {
    const policy = pcsProperty(pcs, 'no-quorum-policy');
    if (policy?.value !== 'ignore') return [];
    const fencing = pcsProperty(pcs, 'stonith-enabled');
    const isFenced = fencing === undefined || isYes(fencing.value);
    return [
      {
        at: policy.at,
        message: isFenced
          ? 'A node that sees no other one goes on as if it had quorum: it fences its peer whenever the link breaks, and the peer does the same after its boot. This is no tie-breaker.'
          : 'A node that sees no other one goes on as if it had quorum, and fencing is off: when the link between the nodes breaks, both hold the VIP and run the service.',
        remedy:
          'remove it (the default is stop); two nodes keep quorum by two_node: 1 in corosync.conf, which `pcs cluster setup` writes, together with fencing.',
      },
    ];
  },
};
