import { type Problem, problem } from '../base/problem.ts';
import { didYouMean } from '../spec/did-you-mean.ts';
import { findSuppressions, type Suppression } from './find-suppressions.ts';
import type { FileKind } from './lint-file.ts';
import { type LintFinding, plainFinding, sortedOnce } from './lint-finding.ts';

/**
 * Takes out what a comment with a reason says is meant so, and adds what is wrong with the comments themselves: no
 * reason, a code that does not exist, nothing to suppress.
 *
 * @param findings sorted; what is kept is so too
 */
export function suppress(
  findings: readonly LintFinding[],
  files: readonly { readonly path: string; readonly text: string; readonly kind: FileKind }[],
  knownCodes: readonly string[],
): { kept: readonly LintFinding[]; suppressed: readonly LintFinding[] } {
  // A text about suppressions (our own pages, say) is no configuration, unless something in it was found.
  const places = new Set(findings.map((finding) => finding.problem.path));
  const suppressions = files
    .filter(({ path, kind }) => kind !== 'unknown' || places.has(path))
    .flatMap(findSuppressions);
  if (suppressions.length === 0) return { kept: findings, suppressed: [] };
  const byPath = Map.groupBy(suppressions, ({ path }) => path);
  const used = new Set<string>();
  const suppressed = findings.filter((finding) => {
    const fitting = (byPath.get(finding.problem.path) ?? []).filter((one) => fits(one, finding));
    for (const one of fitting) used.add(keyOf(one, finding.problem.code));
    return fitting.length > 0;
  });
  const taken = new Set(suppressed);
  const problems = suppressions.flatMap((one) => problemsOf(one, used, knownCodes));
  const left = findings.filter((finding) => !taken.has(finding));
  return { kept: sortedOnce([...left, ...problems.map(plainFinding)]), suppressed };
}

function fits({ codes, scope, reason }: Suppression, { problem: { code, line } }: LintFinding): boolean {
  return reason !== '' && codes.some((one) => one.code === code) && line >= scope.from && line <= scope.to;
}

function keyOf({ path, line }: Suppression, code: string): string {
  return JSON.stringify([path, line, code]);
}

function problemsOf(one: Suppression, used: ReadonlySet<string>, knownCodes: readonly string[]): Problem[] {
  const { path, line, column, codes, reason } = one;
  if (codes.length === 0 || reason === '') {
    return [
      problem(
        'lint/ignore-without-reason',
        path,
        { line, column },
        codes.length === 0
          ? 'This comment names no code, so it suppresses nothing.'
          : 'This suppression gives no reason, so it does not count: whoever reads it later cannot tell whether it still holds.',
        'write `holdfast-ignore CODE: reason`, with why it is meant so.',
        'warning',
      ),
    ];
  }
  return codes.flatMap(({ code, column: at }) => {
    const place = { line, column: at };
    if (!knownCodes.includes(code)) {
      return [
        problem(
          'lint/ignore-unknown-code',
          path,
          place,
          `There is no code ${JSON.stringify(code)}, so it suppresses nothing.`,
          `${didYouMean(code, knownCodes)}write a code as a finding shows it; \`holdfast explain\` lists all.`,
          'warning',
        ),
      ];
    }
    if (used.has(keyOf(one, code))) return [];
    return [
      problem(
        'lint/ignore-unused',
        path,
        place,
        `Nothing here is reported as ${code} any more${rangeWords(one)}.`,
        'delete it from the comment.',
        'warning',
      ),
    ];
  });
}

function rangeWords({ scope: { from, to } }: Suppression): string {
  return from === to ? ` (line ${from})` : ` (lines ${from} to ${to})`;
}
