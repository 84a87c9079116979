import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Problem } from '../../src/base/problem.ts';
import type { LintContext } from '../../src/engines/lint-context.ts';
import { lintFiles } from '../../src/lint/lint.ts';
import { documentedExamples, type Example } from './documented-examples.ts';
import { KNOWN_FINDINGS, type KnownFinding } from './known-findings.ts';

/*
 * What the rules say of the examples in the engines' own packages, as far as they are installed here: an error or a
 * warning in one of them is a false alarm, unless known-findings.ts says why it is right. Exit code 1: a finding that
 * nobody has judged. Exit code 3: no examples are installed.
 */

/** Nothing is said of the surroundings. */
const ANYTHING: LintContext = {
  haproxy: undefined,
  keepalived: undefined,
  nginx: undefined,
  maxOutageMs: undefined,
  sessions: undefined,
};

/** Kept, so that a reader need not install the packages. */
const RESULTS = new URL('../results/precision.txt', import.meta.url);

interface Found {
  readonly example: string;
  readonly problem: Problem;
  readonly known: KnownFinding | undefined;
}

const examples = documentedExamples();
if (examples.length === 0) {
  process.stderr.write(
    'No documented example is installed here: apt-get install haproxy keepalived nginx.\n',
  );
  process.exitCode = 3;
} else report();

function report(): void {
  const found = examples.flatMap(findingsOf);
  const told = found.filter(({ problem }) => problem.severity !== 'info');
  const unjudged = told.filter(({ known }) => known === undefined);
  const text = [
    `What the rules say of ${examples.length} examples in the documentation of the engines:`,
    `${counted(found)}; ${told.length - unjudged.length} of the errors and warnings are right, ${unjudged.length} nobody has judged.`,
    '',
    ...told.map(lineOf),
    '',
  ].join('\n');
  process.stdout.write(text);
  writeFileSync(RESULTS, text);
  process.stderr.write(`Kept in ${fileURLToPath(RESULTS)}.\n`);
  if (unjudged.length > 0) process.exitCode = 1;
}

function findingsOf({ name, files }: Example): Found[] {
  return lintFiles(files, ANYTHING).findings.map(({ problem }) => ({
    example: name,
    problem,
    known: KNOWN_FINDINGS.find(
      ({ example, code }) =>
        code === problem.code && (typeof example === 'string' ? example === name : example.test(name)),
    ),
  }));
}

function counted(found: readonly Found[]): string {
  return (['error', 'warning', 'info'] as const)
    .map((severity) => `${found.filter(({ problem }) => problem.severity === severity).length} ${severity}`)
    .join(', ');
}

function lineOf({ example, problem, known }: Found): string {
  return [
    `${example}:${problem.line}:${problem.column}  ${problem.severity}  ${problem.code}  ${problem.message}`,
    `    ${known === undefined ? 'NOT JUDGED' : `right: ${known.because}`}`,
  ].join('\n');
}
