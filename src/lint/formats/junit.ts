import type { Severity } from '../../base/problem.ts';
import type { LintFinding } from '../lint-finding.ts';

/**
 * JUnit's XML as CI servers read it: a suite a file, in it a case for each code that was found there, or one case that
 * passed. A code whose findings all stay below what fails the run passes and tells them as output.
 *
 * @param fails whether a finding of this severity makes the run fail
 */
export function junitText(
  paths: readonly string[],
  findings: readonly LintFinding[],
  fails: (severity: Severity) => boolean,
): string {
  const byPath = Map.groupBy(findings, ({ problem }) => problem.path);
  const suites = [...new Set([...paths, ...byPath.keys()])].map((path) =>
    suite(path, byPath.get(path) ?? [], fails),
  );
  const count = (pick: (one: Suite) => number) => suites.reduce((sum, one) => sum + pick(one), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="holdfast lint" tests="${count(({ tests }) => tests)}" failures="${count(({ failures }) => failures)}" errors="0">`,
    ...suites.map(({ xml }) => xml),
    '</testsuites>\n',
  ].join('\n');
}

interface Suite {
  readonly xml: string;
  readonly tests: number;
  readonly failures: number;
}

function suite(
  path: string,
  findings: readonly LintFinding[],
  fails: (severity: Severity) => boolean,
): Suite {
  const byCode = Map.groupBy(findings, ({ problem }) => problem.code);
  const cases = [...byCode].map(([code, own]) => testcase(path, code, own, fails));
  const failures = cases.filter(({ hasFailed }) => hasFailed).length;
  const passed = `    <testcase classname="${escape(path)}" name="nothing found"/>`;
  const tests = Math.max(1, cases.length);
  return {
    xml: [
      `  <testsuite name="${escape(path)}" tests="${tests}" failures="${failures}" errors="0" skipped="0">`,
      ...(cases.length === 0 ? [passed] : cases.map(({ xml }) => xml)),
      '  </testsuite>',
    ].join('\n'),
    tests,
    failures,
  };
}

function testcase(
  path: string,
  code: string,
  findings: readonly LintFinding[],
  fails: (severity: Severity) => boolean,
): { xml: string; hasFailed: boolean } {
  const hasFailed = findings.some(({ problem }) => fails(problem.severity));
  const told = findings
    .map(({ problem: { line, column, severity, message, remedy } }) =>
      [`${path}:${line}:${column} ${severity}`, message, `Fix: ${remedy}`].join('\n'),
    )
    .join('\n\n');
  const [first] = findings;
  const result = hasFailed
    ? `<failure type="${escape(code)}" message="${escape(first?.problem.message ?? '')}">${escape(told)}</failure>`
    : `<system-out>${escape(told)}</system-out>`;
  const line = first?.problem.line ?? 1;
  return {
    xml: `    <testcase classname="${escape(path)}" name="${escape(code)}" file="${escape(path)}" line="${line}">${result}</testcase>`,
    hasFailed,
  };
}

/** Characters that XML 1.0 has no way to write stand as a question mark. */
function escape(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\r\n]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
