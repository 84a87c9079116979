import type { Rule } from '../../../base/rule.ts';
import type { PcsSource } from '../grammar/source.ts';
import { constraintTies, groupTies } from './pcs-constraints.ts';
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
    const addresses = resources.filter(isAddress).map(({ name }) => name);
    const [first] = addresses;
    if (first === undefined) return [];
    const together = [constraintTies(pcs, 'colocation', resources), groupTies(pcs, resources)];
    const cloned = clonedNames(pcs);
    return resources
      .filter((resource) => isBalancer(resource) && !cloned.has(resource.name))
      .filter(({ name }) => !together.some((ties) => ties.has(name)))
      .map(({ name, at }) => ({
        at,
        message: `Nothing keeps ${name} on the node of ${addresses.join(' or ')}: Pacemaker may start them on different nodes, where the VIP answers nobody.`,
        remedy: `add \`pcs constraint colocation add ${name} with ${first} INFINITY\`, or put both into one group.`,
      }));
  },
};

/** Resources that run on every node need no tie. */
function clonedNames({ commands }: PcsSource): ReadonlySet<string> {
  const cloned = new Set<string>();
  for (const { words } of commands) {
    const [subject, verb, name = '', ...rest] = words.map(({ value }) => value);
    if (subject !== 'resource') continue;
    const isClone = verb === 'create' && rest.some((word) => word === 'clone' || word === '--clone');
    if (verb === 'clone' || isClone) cloned.add(name);
  }
  return cloned;
}
