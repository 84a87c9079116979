import { Fault } from '../base/fault.ts';
import { didYouMean } from '../spec/did-you-mean.ts';
import type { Lab } from './lab.ts';

/** The member that a name means; servers that share an address are one member. Throws `lab/unknown-member`. */
export function findMember(lab: Lab, name: string): string {
  const names = lab.plan.members.map((member) => member.name);
  const meant = names.includes(name) ? name : lab.plan.aliases[name];
  if (meant !== undefined) return meant;
  const all = [...names, ...Object.keys(lab.plan.aliases)];
  throw new Fault(
    'lab/unknown-member',
    `The lab ${lab.name} has no member called ${name}.`,
    `${didYouMean(name, all)}It has ${all.join(', ')}`,
  );
}
