import type { Severity } from '../base/problem.ts';
import { githubText } from '../lint/formats/github.ts';
import { junitText } from '../lint/formats/junit.ts';
import { sarifText } from '../lint/formats/sarif.ts';
import { findingsText } from '../lint/formats/text.ts';
import type { LintFinding } from '../lint/lint-finding.ts';
import { severityPaint, showProblems } from './show-problems.ts';
import { version } from './version.ts';

export type LintFormat = 'text' | 'json' | 'sarif' | 'github' | 'junit';

export interface ShownFindings {
  readonly findings: readonly LintFinding[];
  readonly suppressed: readonly LintFinding[];
  /** Every file that was linted. */
  readonly paths: readonly string[];
  /** 1-based. */
  readonly lineOf: (path: string, line: number) => string | undefined;
  readonly fails: (severity: Severity) => boolean;
}

/** Prints findings on stdout. */
export function showFindings(format: LintFormat, shown: ShownFindings): void {
  const { findings, suppressed, paths, lineOf, fails } = shown;
  switch (format) {
    case 'json':
      showProblems(
        findings.map(({ problem }) => problem),
        process.stdout,
        'json',
      );
      break;
    case 'sarif':
      process.stdout.write(sarifText(findings, suppressed, version()));
      break;
    case 'github':
      process.stdout.write(githubText(findings));
      break;
    case 'junit':
      process.stdout.write(junitText(paths, findings, fails));
      break;
    case 'text':
      process.stdout.write(findingsText(findings, { lineOf, paint: severityPaint(process.stdout) }));
  }
}
