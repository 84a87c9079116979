import type { HaproxyMeaning, Section, Statement } from '../meaning/meaning.ts';

/** What differs between two files beside servers and limits: HAProxy reads it at a start only. In words, one each. */
export function compareRest(before: HaproxyMeaning, after: HaproxyMeaning): readonly string[] {
  const former = sectionsByName(before);
  const latter = sectionsByName(after);
  const gone = [...former.keys()].filter((name) => !latter.has(name)).map((name) => `${name} is gone`);
  const fresh = [...latter.keys()].filter((name) => !former.has(name)).map((name) => `${name} is new`);
  const reasons = [...latter].flatMap(([name, lines]) => {
    const old = former.get(name);
    const reason = old === undefined ? undefined : difference(name, old, lines);
    return reason === undefined ? [] : [reason];
  });
  const all = [...gone, ...fresh, ...reasons];
  if (all.length > 0) return all;
  const isReordered = [...former.keys()].join('\n') !== [...latter.keys()].join('\n');
  return isReordered ? ['the sections stand in another order'] : [];
}

/** Several sections of one name (`global`, `defaults`) count as one. */
function sectionsByName({ sections }: HaproxyMeaning): ReadonlyMap<string, readonly Statement[]> {
  const byName = new Map<string, Statement[]>();
  for (const section of sections) {
    const name = [section.kind, ...section.head.args].join(' ');
    const known = byName.get(name) ?? [];
    known.push(...section.statements.filter((statement) => !isForRuntime(section, statement)));
    byName.set(name, known);
  }
  return byName;
}

function difference(
  name: string,
  former: readonly Statement[],
  latter: readonly Statement[],
): string | undefined {
  const old = former.map(textOf);
  const fresh = latter.map(textOf);
  const index = fresh.findIndex((text, position) => text !== old[position]);
  const statement = index === -1 ? former[fresh.length] : latter[index];
  if (statement === undefined) return undefined;
  return `"${statement.keyword}" of ${name} is read at a start only`;
}

function textOf({ modifier, keyword, args, isConditional }: Statement): string {
  return JSON.stringify([modifier, keyword, args, isConditional]);
}

/** Lines that the plans for servers and limits compare. */
function isForRuntime({ kind }: Section, { keyword, modifier }: Statement): boolean {
  if (modifier !== undefined) return false;
  if (kind === 'global' || kind === 'frontend' || kind === 'listen') {
    if (keyword === 'maxconn') return true;
  }
  if (kind === 'global' || kind === 'frontend') return false;
  return keyword === 'server' || keyword === 'default-server';
}
