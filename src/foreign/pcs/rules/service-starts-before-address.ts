import type { Rule } from '../../../base/rule.ts';
import { constraintTies, groupTies } from './pcs-constraints.ts';
import { isBalancer, pcsResources } from './pcs-resources.ts';
import type { PcsSubject } from './subject.ts';

export const serviceStartsBeforeAddress: Rule<PcsSubject> = {
  code: 'pcs/service-starts-before-address',
  severity: 'info',
  title: 'Nothing orders the VIP before the balancer',
  why: 'Resources without an order start at the same time: a balancer that binds the VIP fails when it is a moment earlier than the address.',
  source: 'Clusters from Scratch, "Ensure Resources Start and Stop in Order"',
  find({ pcs }) {
    const resources = pcsResources(pcs);
    const together = constraintTies(pcs, 'colocation', resources);
    const ordered = [constraintTies(pcs, 'order', resources), groupTies(pcs, resources)];
    return resources.filter(isBalancer).flatMap(({ name, at }) => {
      const [address] = together.get(name) ?? [];
      if (address === undefined || ordered.some((ties) => ties.get(name)?.includes(address) === true))
        return [];
      return [
        {
          at,
          message: `${name} runs where ${address} is, but nothing says that the address comes first: a bind to it may fail.`,
          remedy: `add \`pcs constraint order ${address} then ${name}\`, or set net.ipv4.ip_nonlocal_bind = 1.`,
        },
      ];
    });
  },
};
