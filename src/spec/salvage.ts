import type * as z from 'zod';
import { heard } from './fields.ts';
import { type Spec, specSchema } from './spec.ts';

/** What can still be judged of a spec with errors. */
export interface Draft {
  readonly spec: Spec;
  /** Paths that were left out because they are wrong: nothing may be said about them, or about their absence. */
  readonly spoiled: readonly string[];
  /** Contradictions that showed only when the wrong values were gone. */
  readonly late: readonly z.core.$ZodIssue[];
}

/** Without a placeholder one wrong section would hide the problems of all others. */
const PLACEHOLDERS: Record<string, unknown> = {
  version: 1,
  name: 'unnamed',
  nodes: {},
  vips: {},
  services: {},
  pools: {},
};

/** Wrong values come out one by one, then what cannot be without them, until the schema accepts the rest. */
export function salvage(value: unknown, wrong: readonly (readonly string[])[]): Draft | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const tree = structuredClone(value) as Record<string, unknown>;
  const spoiled = new Set<string>();
  const late: z.core.$ZodIssue[] = [];
  let paths = wrong;
  for (let round = 0; round < 8; round += 1) {
    for (const path of paths) spoiled.add(remove(tree, path).join('/'));
    for (const [key, placeholder] of Object.entries(PLACEHOLDERS)) tree[key] ??= structuredClone(placeholder);
    const result = specSchema.safeParse(tree);
    if (result.success) return { spec: result.data, spoiled: [...spoiled], late };
    // What is missing may be missing because it was taken out; what is given twice is not.
    if (round === 0) late.push(...result.error.issues.filter(isContradiction));
    paths = result.error.issues.map((issue) => issue.path.map(String));
  }
  return undefined;
}

function isContradiction({ message }: z.core.$ZodIssue): boolean {
  return heard(message)?.code === 'spec/choose-one';
}

/** Removes the value at `path`, or what holds it when it is missing itself or an entry of a list; tells what went. */
function remove(tree: Record<string, unknown>, path: readonly string[]): readonly string[] {
  const parents: unknown[] = [tree];
  for (const key of path.slice(0, -1)) {
    const parent = parents.at(-1);
    if (typeof parent !== 'object' || parent === null) break;
    parents.push((parent as Record<string, unknown>)[key]);
  }
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent = parents[depth - 1];
    const key = path[depth - 1] ?? '';
    if (typeof parent !== 'object' || parent === null || Array.isArray(parent) || !Object.hasOwn(parent, key))
      continue;
    delete (parent as Record<string, unknown>)[key];
    return path.slice(0, depth);
  }
  return path;
}
