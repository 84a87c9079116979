import { Fault } from '../base/fault.ts';
import type { Lab } from './lab.ts';

/** The member that a name means; servers that share an address are one member. Throws `lab/unknown-member`. */
export function findMember(lab: Lab, name: string): string {
  const names = lab.plan.members.map((member) => member.name);
  const meant = names.includes(name) ? name : lab.plan.aliases[name];
  if (meant !== undefined) return meant;
  const all = [...names, ...Object.keys(lab.plan.aliases)];
  const near = all
    .map((candidate) => ({ candidate, far: distance(name, candidate) }))
    .filter(({ far }) => far <= 2)
    .sort((one, other) => one.far - other.far)[0]?.candidate;
  throw new Fault(
    'lab/unknown-member',
    `The lab ${lab.name} has no member called ${name}.`,
    `${near === undefined ? '' : `did you mean ${near}? `}It has ${all.join(', ')}`,
  );
}

/** How many letters must be put in, left out or changed. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, against] of [...other].entries()) {
      next.push(
        Math.min(next[column]! + 1, row[column + 1]! + 1, row[column]! + (letter === against ? 0 : 1)),
      );
    }
    row = next;
  }
  return row.at(-1)!;
}
