import type * as z from 'zod';
import { type Problem, problem } from '../base/problem.ts';
import { type Place, START } from '../base/text-range.ts';
import { didYouMean } from './did-you-mean.ts';
import { type Finding, heard, quoted } from './fields.ts';
import type { Tree } from './yaml-tree.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A problem of the schema and the path of the value that must go before the rest can be judged. */
export interface SchemaProblem {
  readonly problem: Problem;
  readonly path: readonly string[];
}

/** zod's issues as problems at their places; what lies under a spoiled path was told already. */
export function schemaProblems(issues: readonly Issue[], tree: Tree, file: string): SchemaProblem[] {
  const all = issues.flatMap((issue) => told(issue, [], tree));
  const known = misspelt(all);
  return all
    .filter((one) => !isMisspelt(one, known))
    .filter(({ path }) => !tree.spoiled.some((spoiled) => isWithin(path.join('/'), spoiled)))
    .map(({ path, place, finding }) => ({
      path,
      problem: problem(finding.code, file, place, finding.message, finding.remedy),
    }));
}

/** True when `path` is `ancestor` or lies under it. */
export function isWithin(path: string, ancestor: string): boolean {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`);
}

interface Told {
  readonly path: readonly string[];
  readonly place: Place;
  readonly finding: Finding;
}

/** Keys that are missing because they stand there misspelt: the unknown key tells it all. Given as `parent "key"`. */
function misspelt(all: readonly Told[]): ReadonlySet<string> {
  const unknown = all.filter(({ finding }) => finding.code === 'spec/unknown-key');
  return new Set(
    unknown.map(({ path, finding }) => `${path.slice(0, -1).join('/')} ${quotedKey(finding.remedy)}`),
  );
}

function isMisspelt({ path, finding }: Told, known: ReadonlySet<string>): boolean {
  if (finding.code !== 'spec/missing-key') return false;
  const key = quotedKey(finding.message);
  return known.has(`${path.join('/')} ${key}`) || known.has(`${path.slice(0, -1).join('/')} ${key}`);
}

function quotedKey(text: string): string | undefined {
  return /"[^"]*"/.exec(text)?.[0];
}

function told(issue: Issue, base: Path, tree: Tree): Told[] {
  const full = [...base, ...issue.path];
  const path = full.map(String);
  const key = path.join('/');
  const place = tree.origins[key] ?? nearestPlace(path, tree);
  const one = (finding: Finding, at: Place = place, where = path): Told[] => [
    { path: where, place: at, finding },
  ];

  const own = heard(issue.message);
  if (own !== undefined) return one(own);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.flatMap((unknown) => {
        const where = [...path, unknown];
        return one(unknownKey(unknown, issue.message.split(' ')), tree.keys[where.join('/')] ?? place, where);
      });
    case 'invalid_key':
      return issue.issues.flatMap((inner) => one(keyFinding(inner, path), tree.keys[key] ?? place));
    case 'invalid_union':
      return fromUnion(issue, full, tree, place);
    case 'invalid_type':
    case 'invalid_value':
    case 'too_small':
      return one(plainFinding(issue, path, tree));
    default:
      return one({
        code: 'spec/bad-value',
        message: `${issue.message}.`,
        remedy: 'look at `holdfast schema`.',
      });
  }
}

function unknownKey(unknown: string, known: readonly string[]): Finding {
  return {
    code: 'spec/unknown-key',
    message: `The key ${quoted(unknown)} is not known here.`,
    remedy: `${didYouMean(unknown, known)}Known here: ${known.join(', ')}. Keys that begin with "x-" are ignored.`,
  };
}

function keyFinding(inner: Issue, path: readonly string[]): Finding {
  const own = heard(inner.message);
  if (own !== undefined) return own;
  const choices = inner.code === 'invalid_value' ? inner.values.map(String) : [];
  return choice(path.at(-1), choices);
}

/** Of a union the branch that the writer had in mind: the one whose outer shape fits. */
function fromUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  full: Path,
  tree: Tree,
  place: Place,
): Told[] {
  const isShape = (inner: Issue) =>
    inner.path.length === 0 && (inner.code === 'invalid_type' || inner.code === 'invalid_value');
  const fitting = issue.errors
    .filter((branch) => !branch.some(isShape))
    .toSorted((left, right) => left.length - right.length)[0];
  if (fitting !== undefined) return fitting.flatMap((inner) => told(inner, full, tree));
  const path = full.map(String);
  if (isMissing(path, tree)) return [{ path, place, finding: missing(path) }];
  const leaves = issue.errors.flat();
  const own = leaves.flatMap((inner) => heard(inner.message) ?? [])[0];
  if (own !== undefined) return [{ path, place, finding: own }];
  const choices = leaves.flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : []));
  const types = leaves.flatMap((inner) => (inner.code === 'invalid_type' ? [inWords(inner.expected)] : []));
  const value = valueAt(path, tree);
  if (typeof value === 'string' && choices.length > 0) {
    return [{ path, place, finding: choice(value, choices.map(String)) }];
  }
  const wanted = [...new Set([...choices.map((one) => JSON.stringify(one)), ...types])].join(' or ');
  return [{ path, place, finding: wrongType(value, wanted) }];
}

function plainFinding(issue: Issue, path: readonly string[], tree: Tree): Finding {
  if (isMissing(path, tree)) return missing(path);
  const value = valueAt(path, tree);
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String);
    return typeof value === 'object' ? wrongType(value, choices.join(' or ')) : choice(value, choices);
  }
  if (issue.code === 'invalid_type') return wrongType(value, inWords(issue.expected));
  return {
    code: 'spec/missing-key',
    message: 'The list is empty.',
    remedy: 'add an entry or remove the key.',
  };
}

function missing(path: readonly string[]): Finding {
  const key = path.at(-1) ?? '';
  const remedy = `add "${key}:".`;
  return { code: 'spec/missing-key', message: `The key "${key}" is missing.`, remedy };
}

function choice(value: unknown, choices: readonly string[]): Finding {
  const guess = typeof value === 'string' ? didYouMean(value, choices) : '';
  return {
    code: 'spec/not-a-choice',
    message: `${quoted(value)} is not one of ${choices.join(', ')}.`,
    remedy: `${guess}${guess === '' ? 'choose' : 'If not, choose'} ${choices.join(' or ')}.`,
  };
}

function wrongType(value: unknown, wanted: string): Finding {
  const shown =
    value === null || value === undefined
      ? 'Nothing'
      : Array.isArray(value)
        ? 'A list'
        : typeof value === 'object'
          ? 'A map of keys'
          : quoted(value);
  return {
    code: 'spec/wrong-type',
    message: `${shown} stands here, where ${wanted} is wanted.`,
    remedy: `write ${wanted}.`,
  };
}

function inWords(type: string): string {
  const words: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a map of keys',
    record: 'a map of names',
  };
  return words[type] ?? type;
}

function isMissing(path: readonly string[], tree: Tree): boolean {
  const parent = valueAt(path.slice(0, -1), tree);
  return (
    path.length > 0 &&
    typeof parent === 'object' &&
    parent !== null &&
    !Object.hasOwn(parent, path.at(-1) ?? '')
  );
}

function valueAt(path: readonly string[], tree: Tree): unknown {
  let value = tree.value;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** Of what is missing, the place of the nearest thing around it. */
function nearestPlace(path: readonly string[], tree: Tree): Place {
  for (let length = path.length; length > 0; length -= 1) {
    const place = tree.origins[path.slice(0, length).join('/')];
    if (place !== undefined) return place;
  }
  return START;
}
