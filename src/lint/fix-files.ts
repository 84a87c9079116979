import type { Edit } from '../base/rule.ts';
import { applyEdits, overlap } from './apply-edits.ts';
import type { LintFile } from './lint-file.ts';
import type { LintFinding } from './lint-finding.ts';

/** Each round leaves fewer findings; whoever needs more rounds has rules that overlap too much to be trusted. */
const MOST_ROUNDS = 10;

export interface FixedFiles {
  /** All files, those that were changed with their new text. */
  readonly files: readonly LintFile[];
  /** Those that are gone. */
  readonly fixed: readonly LintFinding[];
  /** Those whose fix did not make them vanish, or put something new in their place: left as they are. */
  readonly refused: readonly LintFinding[];
}

/**
 * Applies the fixes of findings, each round linted again: a round counts only if what it fixed is gone and nothing new
 * is there. Of two fixes at one place the first is applied, the other in the next round if it still stands.
 *
 * @param lint everything that is found in the files
 * @param isWanted whether a finding is to be fixed: what is not shown to the user is not
 */
export function fixFiles(
  files: readonly LintFile[],
  lint: (files: readonly LintFile[]) => readonly LintFinding[],
  isWanted: (finding: LintFinding) => boolean,
): FixedFiles {
  let current = files;
  let findings = lint(files);
  const fixed: LintFinding[] = [];
  const refused = new Map<string, LintFinding>();

  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const texts = textsOf(current);
    const wanted = apart(
      findings.filter((one) => isWanted(one) && isFixable(one, texts) && !refused.has(identity(one, texts))),
    );
    if (wanted.length === 0) break;
    if (attempt(wanted)) continue;
    // One of them is not safe: find out which by trying each alone.
    for (const one of wanted) {
      const now = textsOf(current);
      const again = findings.find(
        (finding) => identity(finding, now) === identity(one, texts) && isFixable(finding, now),
      );
      if (again !== undefined && !attempt([again])) refused.set(identity(one, texts), one);
    }
  }
  return { files: current, fixed, refused: [...refused.values()] };

  function attempt(wanted: readonly LintFinding[]): boolean {
    const next = edited(current, wanted);
    const after = lint(next);
    if (!isBetter(findings, after, wanted)) return false;
    current = next;
    findings = after;
    fixed.push(...wanted);
    return true;
  }
}

function isFixable({ fix }: LintFinding, texts: ReadonlyMap<string, string>): boolean {
  return fix !== undefined && fix.length > 0 && fix.every(({ span }) => texts.has(span.path));
}

/** Those whose edits touch none of an earlier one's. */
function apart(findings: readonly LintFinding[]): readonly LintFinding[] {
  const taken = new Map<string, Edit[]>();
  return findings.filter(({ fix: edits = [] }) => {
    const isFree = edits.every(
      (edit) => !(taken.get(edit.span.path) ?? []).some((one) => overlap(one, edit)),
    );
    if (!isFree) return false;
    for (const edit of edits) {
      const own = taken.get(edit.span.path);
      if (own === undefined) taken.set(edit.span.path, [edit]);
      else own.push(edit);
    }
    return true;
  });
}

function edited(files: readonly LintFile[], findings: readonly LintFinding[]): readonly LintFile[] {
  const edits = Map.groupBy(
    findings.flatMap(({ fix }) => fix ?? []),
    ({ span }) => span.path,
  );
  return files.map((file) => {
    const own = edits.get(file.path);
    return own === undefined ? file : { ...file, text: applyEdits(file.text, endedAs(file.text, own)) };
  });
}

/** A new line ends as the file's first one does. */
function endedAs(text: string, edits: readonly Edit[]): readonly Edit[] {
  const end = /\r?\n/.exec(text)?.[0] ?? '\n';
  return edits.map((edit) => ({ ...edit, text: edit.text.replace(/\r?\n/g, end) }));
}

/** Of each code in each file at most as many as before, and fewer by those that were to be fixed. */
function isBetter(
  before: readonly LintFinding[],
  after: readonly LintFinding[],
  fixed: readonly LintFinding[],
): boolean {
  const allowed = countBy(before);
  for (const [key, count] of countBy(fixed)) allowed.set(key, (allowed.get(key) ?? 0) - count);
  return [...countBy(after)].every(([key, count]) => count <= (allowed.get(key) ?? 0));
}

function countBy(findings: readonly LintFinding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { problem } of findings) {
    const key = `${problem.path}\0${problem.code}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function textsOf(files: readonly LintFile[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ path, text }) => [path, text]));
}

/** A finding is the same when its line still says the same, wherever it stands. */
function identity({ problem }: LintFinding, texts: ReadonlyMap<string, string>): string {
  const line = (texts.get(problem.path) ?? '').split('\n')[problem.line - 1] ?? '';
  return JSON.stringify([problem.path, problem.code, line, problem.column]);
}
