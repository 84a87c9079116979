import { diffArrays } from 'diff';
import type { Section, Statement } from '../../engines/haproxy/meaning/meaning.ts';
import type { Found } from './found.ts';
import type { Impact } from './impact.ts';
import type { LineRef } from './plan.ts';
import { sectionOrigin, sectionWords } from './section-words.ts';

/** A statement with the words that it is compared by. */
export interface Comparable {
  readonly statement: Statement;
  readonly words: string;
}

interface Group {
  readonly removed: Statement[];
  readonly added: Statement[];
}

/** The lines of a section that differ, those of one keyword together. The order of lines counts: HAProxy judges by it. */
export function compareStatements(
  section: Section,
  before: readonly Comparable[],
  after: readonly Comparable[],
): Found[] {
  const groups = new Map<string, Group>();
  for (const part of diffArrays([...before], [...after], {
    comparator: (left, right) => left.words === right.words,
  })) {
    if (!part.added && !part.removed) continue;
    for (const { statement } of part.value) {
      const key = keyOf(statement);
      const group = groups.get(key) ?? { removed: [], added: [] };
      groups.set(key, group);
      (part.added ? group.added : group.removed).push(statement);
    }
  }
  return [...groups].map(([key, group]) => ({
    key: `haproxy/${section.kind}/${section.name ?? ''}/${key}`,
    ...impactOf(section, key, group),
    text: `${sectionWords(section)}: ${wordsOf(key, group)}`,
    origin: sectionOrigin(section),
    lines: [
      ...group.removed.map((one) => ref('before', one)),
      ...group.added.map((one) => ref('after', one)),
    ],
  }));
}

/** Keywords that mean little without their first argument. */
const FAMILIES = new Set([
  'timeout',
  'option',
  'stats',
  'http-request',
  'http-response',
  'tcp-request',
  'http-check',
  'tcp-check',
]);

function keyOf({ keyword, args }: Statement): string {
  return FAMILIES.has(keyword) ? `${keyword} ${args[0] ?? ''}` : keyword;
}

function wordsOf(key: string, { removed, added }: Group): string {
  const [was, becomes] = [removed[0], added[0]];
  if (removed.length === 1 && added.length === 1) return `"${textOf(was)}" becomes "${textOf(becomes)}"`;
  if (removed.length === 0 && added.length === 1) return `"${textOf(becomes)}" is added`;
  if (removed.length === 1 && added.length === 0) return `"${textOf(was)}" is removed`;
  return `${removed.length + added.length} lines of "${key}" differ`;
}

/** Only the ceiling of sessions changes through the socket: that of a frontend freely, that of the process downwards. */
function impactOf(
  section: Section,
  key: string,
  { removed, added }: Group,
): { impact: Impact; reason?: string } {
  if (key !== 'maxconn') return { impact: 'reload' };
  const [was, becomes] = [removed, added].map((list) => Number(list[0]?.args[0]));
  if (was === undefined || becomes === undefined || !(was > 0) || !(becomes > 0)) return { impact: 'reload' };
  if (section.kind === 'frontend') return { impact: 'runtime' };
  if (section.kind === 'global' && becomes < was) return { impact: 'runtime' };
  return { impact: 'reload', reason: 'a process cannot raise the ceiling that it was started with' };
}

const LONGEST = 100;

function textOf(statement: Statement | undefined): string {
  const text = (statement?.words ?? []).map(({ value }) => value).join(' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function ref(side: LineRef['side'], { line }: Statement): LineRef {
  return { side, line };
}
