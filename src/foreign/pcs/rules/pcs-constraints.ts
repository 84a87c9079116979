import type { PcsSource } from '../grammar/source.ts';
import type { PcsResource } from './pcs-resources.ts';

/** A `pcs constraint colocation` or `pcs constraint order` that names both, directly or in a set. */
export function constraintBetween(
  source: PcsSource,
  kind: 'colocation' | 'order',
  left: string,
  right: string,
): boolean {
  return source.commands.some(({ words }) => {
    const values = words.map(({ value }) => value);
    return (
      values[0] === 'constraint' && values[1] === kind && values.includes(left) && values.includes(right)
    );
  });
}

/** Members of a group start in order on one node. */
export function areInOneGroup(
  source: PcsSource,
  resources: readonly PcsResource[],
  left: string,
  right: string,
): boolean {
  const groupsOf = (name: string) => {
    const own = resources.find((resource) => resource.name === name)?.group;
    const added = source.commands.flatMap(({ words }) => {
      const [subject, verb, action, group, ...members] = words.map(({ value }) => value);
      const adds = subject === 'resource' && verb === 'group' && action === 'add' && members.includes(name);
      return adds && group !== undefined ? [group] : [];
    });
    return own === undefined ? added : [own, ...added];
  };
  return groupsOf(left).some((group) => groupsOf(right).includes(group));
}
