import { Fault } from '../base/fault.ts';
import { problem, type Severity } from '../base/problem.ts';
import { START } from '../base/text-range.ts';
import { applyBaseline, type BaselineEntry, baselineOf } from '../lint/baseline.ts';
import { isSpecText } from '../lint/identify.ts';
import { findInFiles, heedComments, type LintResult, lintFiles } from '../lint/lint.ts';
import type { LintFile } from '../lint/lint-file.ts';
import { type LintFinding, plainFinding } from '../lint/lint-finding.ts';
import { askEngines } from './ask-engines.ts';
import type { LintOptions } from './lint.ts';
import { readBaselineFile, writeBaselineFile } from './lint-baseline-file.ts';
import { contextOf } from './lint-context-options.ts';
import { fixShown, showFixes, writeFixes } from './lint-fixes.ts';
import { lintSpec } from './lint-spec.ts';
import { sayLintSummary } from './lint-summary.ts';
import { documentedCodes } from './problem-pages.ts';
import { type ReadFiles, readLintFiles } from './read-lint-files.ts';
import { say } from './say.ts';
import { showFindings } from './show-findings.ts';

const RANKS: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** Reads, lints, prints and sets the exit code: 1 for findings that count, 3 for files that could not be read. */
export async function runLint(paths: readonly string[], options: LintOptions): Promise<void> {
  const context = contextOf(options);
  const codes = documentedCodes();
  const lint = (given: readonly LintFile[]) => lintFiles(given, context, codes);
  const baseline = options.baseline === undefined ? [] : readBaselineFile(options.baseline);
  const spec = options.file === undefined ? undefined : lintSpec(options.file, context, codes);
  const read = readLintFiles([...paths.map((path) => ({ path, node: undefined })), ...(options.node ?? [])]);
  const files = fixIfAsked(read.files, lint, options, baseline);

  const found = findInFiles(files, context);
  const verdicts = options.engines ? await askEngines(found, context) : [];
  const result = heedComments(found, codes, verdicts);
  if (spec === undefined) checkSomethingIsLinted(read, result);
  const all = [...(spec?.findings ?? []), ...unknownFiles(read, result), ...result.findings];
  const suppressed = [...(spec?.suppressed ?? []), ...result.suppressed];
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  if (options.file !== undefined && spec !== undefined) texts.set(options.file, spec.text);
  const textOf = (path: string) => texts.get(path);
  const entries = options.writeBaseline === undefined ? baseline : baselineOf(all, textOf);
  if (options.writeBaseline !== undefined) {
    writeBaselineFile(options.writeBaseline, entries);
    say(`Wrote ${entries.length} ${entries.length === 1 ? 'entry' : 'entries'} to ${options.writeBaseline}.`);
  }

  const sorted = applyBaseline(entries, all, textOf);
  const shown = sorted.kept.filter((finding) => isShown(finding, options));
  const fails = (severity: Severity) => RANKS[severity] >= RANKS[options.failOn];
  // With --diff, stdout is a patch.
  if (options.diff !== true) {
    const linted = result.files.filter(({ kind }) => kind !== 'unknown').map(({ path }) => path);
    const listed = options.file === undefined ? linted : [options.file, ...linted];
    const lineOf = linesOf(textOf);
    showFindings(options.output, { findings: shown, suppressed, paths: listed, lineOf, fails });
  }
  const hidden = sorted.kept.length - shown.length;
  sayLintSummary({ spec: options.file, read, result, ...sorted, hidden, suppressed });
  if (shown.some(({ problem: { severity } }) => fails(severity))) process.exitCode = 1;
  const isLeftOut = read.skipped.some(({ path }) => read.named.has(path));
  if (read.unreadable.length > 0 || isLeftOut) process.exitCode = 3;
}

/** The files as they are from now on: with `--fix` their new texts, which are also on the disk. */
function fixIfAsked(
  files: readonly LintFile[],
  lint: (files: readonly LintFile[]) => LintResult,
  options: LintOptions,
  baseline: readonly BaselineEntry[],
): readonly LintFile[] {
  if (options.fix !== true && options.diff !== true) return files;
  const fixed = fixShown(
    files,
    (given) => lint(given).findings,
    (finding) => isShown(finding, options),
    baseline,
  );
  if (options.diff === true) {
    showFixes(files, fixed);
    return files;
  }
  writeFixes(files, fixed);
  return fixed.files;
}

/** Advice is for those who ask. */
function isShown({ problem: { severity } }: LintFinding, { show, failOn }: LintOptions): boolean {
  return severity !== 'info' || show === 'info' || failOn === 'info';
}

/** Looks lines up; a file is cut into lines once. */
function linesOf(textOf: (path: string) => string | undefined) {
  const files = new Map<string, readonly string[]>();
  return (path: string, line: number): string | undefined => {
    const lines = files.get(path) ?? (textOf(path) ?? '').split(/\r?\n/);
    files.set(path, lines);
    return lines[line - 1];
  };
}

/** Nothing found in nothing is no good news: the path is probably wrong. Throws the Fault `cli/nothing-to-lint`. */
function checkSomethingIsLinted({ named, unreadable }: ReadFiles, { files }: LintResult): void {
  if (named.size > 0 || unreadable.length > 0 || files.some(({ kind }) => kind !== 'unknown')) return;
  throw new Fault(
    'cli/nothing-to-lint',
    `None of the ${files.length} files there is of a kind that Holdfast reads.`,
    'Name the folder of the configuration, such as /etc/haproxy, or a file of it.',
  );
}

/** A file that the user named and that we cannot place: silence would look like praise. */
function unknownFiles({ named }: ReadFiles, { files }: LintResult): LintFinding[] {
  return files
    .filter(({ path, kind }) => kind === 'unknown' && named.has(path))
    .map(({ path, text }) => {
      const [message, remedy] = isSpecText(text)
        ? ['This is a spec; nothing in it was looked at.', `say \`holdfast lint -f ${path}\`.`]
        : [
            'Neither its name nor its words tell what this file is, so nothing in it was looked at.',
            'give it the name that its program expects, such as haproxy.cfg, keepalived.conf or nginx.conf.',
          ];
      return plainFinding(problem('lint/unknown-file', path, START, message, remedy, 'warning'));
    });
}
