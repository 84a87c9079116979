import { applyBaseline, type BaselineEntry } from '../lint/baseline.ts';
import { type FixedFiles, fixFiles } from '../lint/fix-files.ts';
import type { LintFile } from '../lint/lint-file.ts';
import type { LintFinding } from '../lint/lint-finding.ts';
import { rewriteFile } from './rewrite-file.ts';
import { say } from './say.ts';
import { unifiedDiff } from './unified-diff.ts';

/** Fixes what the user is shown: neither hidden advice nor what the baseline knows. */
export function fixShown(
  files: readonly LintFile[],
  lint: (files: readonly LintFile[]) => readonly LintFinding[],
  isShown: (finding: LintFinding) => boolean,
  baseline: readonly BaselineEntry[],
): FixedFiles {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const { known } = applyBaseline(baseline, lint(files), (path) => texts.get(path));
  const kept = new Set(known.map(keyOf));
  return fixFiles(files, lint, (finding) => isShown(finding) && !kept.has(keyOf(finding)));
}

/** The changes as one patch on stdout. */
export function showFixes(files: readonly LintFile[], fixed: FixedFiles): void {
  const patches = changesOf(files, fixed).map(({ path, before, after }) => unifiedDiff(path, before, after));
  process.stdout.write(patches.join(''));
  say(`${countFixes(fixed)} could be put right in ${plural(patches.length, 'file')}.`);
}

/** Rewrites the files. Throws the Fault `cli/cannot-rewrite`. */
export function writeFixes(files: readonly LintFile[], fixed: FixedFiles): void {
  const changes = changesOf(files, fixed);
  for (const { path, before, after } of changes) rewriteFile(path, before, after);
  say(`${countFixes(fixed)} put right in ${plural(changes.length, 'file')}.`);
  for (const { problem } of fixed.refused) {
    const { path, line, code } = problem;
    say(`${path}:${line}: the fix for ${code} would not have helped here; it is as it was.`);
  }
}

interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** A file that several nodes share is changed once. */
function changesOf(files: readonly LintFile[], fixed: FixedFiles): readonly Change[] {
  const before = new Map(files.map(({ path, text }) => [path, text]));
  const after = new Map(fixed.files.map(({ path, text }) => [path, text]));
  return [...before].flatMap(([path, text]) => {
    const changed = after.get(path) ?? text;
    return changed === text ? [] : [{ path, before: text, after: changed }];
  });
}

function keyOf({ problem: { code, path, message } }: LintFinding): string {
  return JSON.stringify([code, path, message]);
}

function countFixes({ fixed }: FixedFiles): string {
  return plural(fixed.length, 'finding');
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
