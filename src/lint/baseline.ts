import { createHash } from 'node:crypto';
import { hideSecrets } from './formats/hide-secrets.ts';
import type { LintFinding } from './lint-finding.ts';

/**
 * What was found when somebody began to lint, so that only what is new counts. A finding is known again by the words of
 * its line, wherever the line has moved to.
 */
export interface BaselineEntry {
  readonly code: string;
  readonly path: string;
  /** Of the words of the line, 16 hex digits. */
  readonly fingerprint: string;
  /** How many findings of this code such lines of this file have. */
  readonly count: number;
}

type TextOf = (path: string) => string | undefined;

/** The entries for these findings, sorted by path, code and fingerprint. */
export function baselineOf(findings: readonly LintFinding[], textOf: TextOf): readonly BaselineEntry[] {
  const prints = fingerprints(textOf);
  const entries = new Map<string, BaselineEntry>();
  for (const finding of findings) {
    const { code, path } = finding.problem;
    const entry = { code, path: plainPath(path), fingerprint: prints(finding) };
    const key = keyOf(entry);
    entries.set(key, { ...entry, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  return [...entries.values()].toSorted((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1));
}

/**
 * Takes out the findings that the baseline knows.
 *
 * @returns `gone`: the entries, with the count, of which there are no longer so many
 */
export function applyBaseline(
  baseline: readonly BaselineEntry[],
  findings: readonly LintFinding[],
  textOf: TextOf,
): { kept: readonly LintFinding[]; known: readonly LintFinding[]; gone: readonly BaselineEntry[] } {
  if (baseline.length === 0) return { kept: findings, known: [], gone: [] };
  const prints = fingerprints(textOf);
  const left = new Map<string, number>();
  for (const entry of baseline) left.set(keyOf(entry), (left.get(keyOf(entry)) ?? 0) + entry.count);
  const kept: LintFinding[] = [];
  const known: LintFinding[] = [];
  for (const finding of findings) {
    const { code, path } = finding.problem;
    const key = keyOf({ code, path: plainPath(path), fingerprint: prints(finding) });
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    (count > 0 ? known : kept).push(finding);
  }
  const gone = baseline.flatMap((entry) => {
    const count = Math.min(entry.count, left.get(keyOf(entry)) ?? 0);
    left.set(keyOf(entry), (left.get(keyOf(entry)) ?? 0) - count);
    return count === 0 ? [] : [{ ...entry, count }];
  });
  return { kept, known, gone };
}

/** What a baseline file holds; undefined = it is not one. */
export function readBaseline(text: string): readonly BaselineEntry[] | undefined {
  const parsed = parseJson(text);
  return Array.isArray(parsed) && parsed.every(isEntry) ? parsed : undefined;
}

function isEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { code, path, fingerprint, count } = value as Record<string, unknown>;
  const areWords = [code, path, fingerprint].every((one) => typeof one === 'string');
  return areWords && typeof count === 'number' && Number.isInteger(count) && count > 0;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fingerprints(textOf: TextOf): (finding: LintFinding) => string {
  const lines = new Map<string, readonly string[]>();
  return ({ problem: { path, line } }) => {
    const own = lines.get(path) ?? (textOf(path) ?? '').split('\n');
    lines.set(path, own);
    // Of a password not even a hash: the file is shared, and weak ones are guessed from it.
    const words = hideSecrets(own[line - 1] ?? '')
      .trim()
      .replace(/\*+/g, '*')
      .split(/\s+/)
      .join(' ');
    return createHash('sha256').update(words).digest('hex').slice(0, 16);
  };
}

function keyOf({ code, path, fingerprint }: Omit<BaselineEntry, 'count'>): string {
  return JSON.stringify([code, plainPath(path), fingerprint]);
}

function sortKey({ path, code, fingerprint }: BaselineEntry): string {
  return `${path}\0${code}\0${fingerprint}`;
}

/** `./a` and `a` are the same file. */
function plainPath(path: string): string {
  return path.replace(/^(?:\.\/)+/, '');
}
