import { type Problem, problem } from '../../../base/problem.ts';
import { nearest } from '../../../spec/did-you-mean.ts';
import { Conditions, isConditionWord } from './conditions.ts';
import { SECTION_KINDS } from './section-kinds.ts';
import type { HaproxySource, SourceLine, SourceWord } from './source.ts';

/** What each line with words is to HAProxy. */
export interface OutlinedLine {
  readonly line: SourceLine;
  /** `stray`: before any section. `directive`: begins with a dot. `scope`: `[name]`, which HAProxy reads and ignores. */
  readonly role: 'head' | 'statement' | 'directive' | 'scope' | 'stray';
  /** Of a head: the kind of section that it begins; of a mistyped one, what was meant. */
  readonly kind: string | undefined;
  /** Between `.if` and its `.endif`. */
  readonly isConditional: boolean;
}

export interface Outline {
  readonly lines: readonly OutlinedLine[];
  readonly problems: readonly Problem[];
}

/** Which lines begin sections, which are directives, and what of that HAProxy refuses. Each file stands by itself. */
export function outlineOf(source: HaproxySource): Outline {
  const lines: OutlinedLine[] = [];
  const problems: Problem[] = [];
  const conditions = new Conditions(source.path);
  const meant = meantSections();
  let isInSection = false;
  let hasStray = false;
  for (const line of source.lines) {
    const [first, second] = line.words;
    if (first === undefined) continue;
    const add = (role: OutlinedLine['role'], kind?: string): void => {
      lines.push({ line, role, kind, isConditional: conditions.depth > 0 });
    };
    if (first.value.startsWith('.')) {
      problems.push(...directiveProblems(source.path, line, first, conditions));
      add('directive');
    } else if (first.column === 1 && first.raw.startsWith('[')) {
      add('scope');
    } else if (SECTION_KINDS.has(first.value)) {
      isInSection = true;
      add('head', first.value);
    } else {
      const kind = first.column === 1 || !isInSection ? meant(first.value) : undefined;
      if (kind !== undefined) {
        problems.push(unknownSection(source.path, line, first, kind));
        isInSection = true;
        add('head', kind);
      } else if (isInSection) {
        add('statement');
      } else {
        // The first one tells; the others have the same cause.
        const keyword = isModifier(first.value) ? (second ?? first) : first;
        if (!hasStray) problems.push(outsideSection(source.path, line, keyword));
        hasStray = true;
        add('stray');
      }
    }
  }
  return { lines, problems: [...problems, ...conditions.unclosed()] };
}

const MESSAGES = new Set(['.alert', '.warning', '.notice', '.diag']);

function directiveProblems(
  path: string,
  line: SourceLine,
  first: SourceWord,
  conditions: Conditions,
): readonly Problem[] {
  if (isConditionWord(first.value))
    return conditions.take(first.value, { line: line.line, column: first.column });
  if (MESSAGES.has(first.value)) return [];
  return [
    problem(
      'haproxy/unknown-directive',
      path,
      { line: line.line, column: first.column },
      `HAProxy has no directive "${first.value}": it refuses the file, or skips the line unsaid where an untaken .if encloses it.`,
      'use .if, .elif, .else and .endif, or .alert, .warning, .notice and .diag.',
    ),
  ];
}

/** Keywords that look like a mistyped section and are none. */
const NOT_SECTIONS = new Set(['default', 'http-error', 'log-format', 'mailer', 'peer', 'user']);
/** Short kinds (`ring`, `cache`, `acme`, `traces`, `program`) are too near to other words. */
const DISTINCT = [...SECTION_KINDS].filter(
  (kind) => !['ring', 'cache', 'acme', 'traces', 'program'].includes(kind),
);

/** Which section a mistyped word means; each word is looked up once. */
function meantSections(): (word: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (word) => {
    if (NOT_SECTIONS.has(word)) return undefined;
    if (!known.has(word)) known.set(word, nearest(word, DISTINCT));
    return known.get(word);
  };
}

function unknownSection(path: string, line: SourceLine, word: SourceWord, kind: string): Problem {
  return problem(
    'haproxy/unknown-section',
    path,
    { line: line.line, column: word.column },
    `HAProxy has no section "${word.value}"; it takes the line for a keyword of the section before, and refuses the file.`,
    `did you mean "${kind}"? Names of sections are written in small letters.`,
  );
}

function outsideSection(path: string, line: SourceLine, word: SourceWord): Problem {
  return problem(
    'haproxy/outside-section',
    path,
    { line: line.line, column: word.column },
    `"${word.value}" stands before any section: HAProxy refuses the file.`,
    'put it below the section that it belongs to, such as global, defaults, frontend or backend; every file begins with one.',
  );
}

function isModifier(word: string): boolean {
  return word === 'no' || word === 'default';
}
