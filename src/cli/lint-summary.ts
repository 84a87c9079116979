import type { BaselineEntry } from '../lint/baseline.ts';
import type { LintResult } from '../lint/lint.ts';
import type { LintFinding } from '../lint/lint-finding.ts';
import type { ReadFiles } from './read-lint-files.ts';
import { say } from './say.ts';
import { countProblems } from './show-problems.ts';

/** More than these are only counted. */
const MOST_LISTED = 10;

export interface LintSummary {
  /** The spec's file, where one was given. */
  readonly spec: string | undefined;
  readonly read: ReadFiles;
  readonly result: LintResult;
  /** Those that the baseline does not know, the hidden ones too. */
  readonly kept: readonly LintFinding[];
  readonly hidden: number;
  readonly suppressed: readonly LintFinding[];
  readonly known: readonly LintFinding[];
  readonly gone: readonly BaselineEntry[];
}

/** What was looked at, what was not, and how much was found: words for stderr. */
export function sayLintSummary(summary: LintSummary): void {
  const { spec, read, result, kept, hidden, suppressed, known, gone } = summary;
  list(read.unreadable, ({ path, reason }) => `Could not read ${path}: ${reason}.`, true);
  list(read.skipped, ({ path, reason }) => `Left out ${path}: ${reason}.`);
  list(gone, ({ path, code, count }) => `The baseline lists ${count} × ${code} in ${path}, which is gone.`);
  const together = result.sites.filter((nodes) => nodes.length > 1);
  list(
    together,
    (nodes) => `${nodes.map(({ name }) => name).join(', ')}: looked at together, as the nodes of one site.`,
  );
  const found = kept.length === 0 ? 'no problems' : countProblems(kept.map(({ problem }) => problem));
  const asides = [
    ...(hidden === 0 ? [] : [`${hidden} info hidden, see --show info`]),
    ...(suppressed.length === 0 ? [] : [`${suppressed.length} suppressed by comments`]),
    ...(known.length === 0 ? [] : [`${known.length} in the baseline`]),
  ];
  const aside = asides.length === 0 ? '' : ` (${asides.join('; ')})`;
  const subject = [
    ...(spec === undefined ? [] : [spec]),
    ...(spec !== undefined && result.files.length === 0 ? [] : [filesWords(result)]),
  ];
  say(`${subject.join(', ')}: ${found}${aside}`);
}

/** `3 files (1 haproxy, 2 keepalived)`. */
function filesWords({ files }: LintResult): string {
  const kinds = Map.groupBy(
    files.filter(({ kind }) => kind !== 'unknown'),
    ({ kind }) => kind,
  );
  const parts = [...kinds].map(([kind, own]) => `${own.length} ${kind}`).toSorted();
  const count = [...kinds.values()].reduce((sum, own) => sum + own.length, 0);
  const rest = files.length - count;
  const others = rest === 0 ? '' : `, ${rest} of no known kind left out`;
  return `${count} file${count === 1 ? '' : 's'}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}${others}`;
}

/** `always`: also with -q, which silences words but not failures. */
function list<T>(items: readonly T[], words: (item: T) => string, always = false): void {
  const tell = always ? (text: string) => process.stderr.write(`${text}\n`) : say;
  for (const item of items.slice(0, MOST_LISTED)) tell(words(item));
  if (items.length > MOST_LISTED) tell(`… and ${items.length - MOST_LISTED} more.`);
}
