import type { Rule } from '../../../base/rule.ts';
import { areInOneGroup, constraintBetween } from './pcs-constraints.ts';
import { isAddress, isBalancer, pcsResources } from './pcs-resources.ts';
import type { PcsSubject } from './subject.ts';

export const addressApartFromService: Rule<PcsSubject> = {
  code: 'pcs/address-apart-from-service',
  severity: 'warning',
  title: 'The VIP may run without the balancer',
  why: 'Pacemaker spreads resources over the nodes: unless it is told to keep them together the VIP lands on one node and the balancer on the other, and every client is refused.',
  source: 'Clusters from Scratch, "Ensure Resources Run on the Same Host"',
  find({ pcs }) {
    const resources = pcsResources(pcs);
    const addresses = resources.filter(isAddress);
    // A balancer that runs on every node needs no tie.
    const balancers = resources.filter(isBalancer).filter(({ name }) => !isCloned(name));
    if (addresses.length === 0 || balancers.length === 0) return [];
    return balancers
      .filter(
        ({ name }) =>
          !addresses.some(
            (address) =>
              constraintBetween(pcs, 'colocation', name, address.name) ||
              areInOneGroup(pcs, resources, name, address.name),
          ),
      )
      .map(({ name, at }) => ({
        at,
        message: `Nothing keeps ${name} on the node of ${addresses.map((address) => address.name).join(' or ')}: Pacemaker may start them on different nodes, where the VIP answers nobody.`,
        remedy: `Add \`pcs constraint colocation add ${name} with ${addresses[0]?.name} INFINITY\`, or put both into one group.`,
      }));

    function isCloned(name: string): boolean {
      return pcs.commands.some(({ words }) => {
        const values = words.map(({ value }) => value);
        const isClone = values[0] === 'resource' && values[1] === 'clone' && values[2] === name;
        return (
          isClone ||
          (values[1] === 'create' &&
            values[2] === name &&
            /(?:^| )(?:--)?clone(?: |$)/.test(values.join(' ')))
        );
      });
    }
  },
};
