import type { Rule } from '../../../base/rule.ts';
import { areInOneGroup, constraintBetween } from './pcs-constraints.ts';
import { isAddress, isBalancer, pcsResources } from './pcs-resources.ts';
import type { PcsSubject } from './subject.ts';

export const serviceStartsBeforeAddress: Rule<PcsSubject> = {
  code: 'pcs/service-starts-before-address',
  severity: 'info',
  title: 'Nothing orders the VIP before the balancer',
  why: 'Resources without an order start at the same time: a balancer that binds the VIP fails when it is a moment earlier than the address.',
  source: 'Clusters from Scratch, "Ensure Resources Start and Stop in Order"',
  find({ pcs }) {
    const resources = pcsResources(pcs);
    return resources.filter(isBalancer).flatMap(({ name, at }) => {
      const together = resources
        .filter(isAddress)
        .find((address) => constraintBetween(pcs, 'colocation', name, address.name));
      if (together === undefined || constraintBetween(pcs, 'order', name, together.name)) return [];
      if (areInOneGroup(pcs, resources, name, together.name)) return [];
      return [
        {
          at,
          message: `${name} runs where ${together.name} is, but nothing says that the address comes first: a bind to it may fail.`,
          remedy: `Add \`pcs constraint order ${together.name} then ${name}\`, or set net.ipv4.ip_nonlocal_bind = 1.`,
        },
      ];
    });
  },
};
