import type { PcsSource } from '../grammar/source.ts';
import { isAddress, type PcsResource } from './pcs-resources.ts';

/** The addresses that each resource is tied to in one way; the way is one of the two constraints, or a group. */
export type Ties = ReadonlyMap<string, readonly string[]>;

/** `pcs constraint colocation` and `pcs constraint order` lines, also with sets, that name an address. */
export function constraintTies(
  source: PcsSource,
  kind: 'colocation' | 'order',
  resources: readonly PcsResource[],
): Ties {
  const sets = source.commands
    .map(({ words }) => words.map(({ value }) => value))
    .filter(([subject, verb]) => subject === 'constraint' && verb === kind);
  return tiesWithin(sets, resources);
}

/** Members of a group start in order on one node. */
export function groupTies(source: PcsSource, resources: readonly PcsResource[]): Ties {
  const groups = new Map<string, string[]>();
  const add = (group: string, members: readonly string[]) => {
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [...members]);
    else known.push(...members);
  };
  for (const { name, group } of resources) if (group !== undefined) add(group, [name]);
  for (const { words } of source.commands) {
    const [subject, verb, action, group, ...members] = words.map(({ value }) => value);
    if (subject === 'resource' && verb === 'group' && action === 'add' && group !== undefined)
      add(group, members);
  }
  return tiesWithin([...groups.values()], resources);
}

function tiesWithin(sets: readonly (readonly string[])[], resources: readonly PcsResource[]): Ties {
  const addresses = new Set(resources.filter(isAddress).map(({ name }) => name));
  const ties = new Map<string, string[]>();
  for (const set of sets) {
    const tied = set.filter((name) => addresses.has(name));
    if (tied.length === 0) continue;
    for (const name of set) {
      const known = ties.get(name);
      if (known === undefined) ties.set(name, [...tied]);
      else known.push(...tied);
    }
  }
  return ties;
}
