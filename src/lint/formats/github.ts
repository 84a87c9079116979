import type { LintFinding } from '../lint-finding.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Workflow commands that GitHub Actions shows beside the lines of a pull request, one a line. */
export function githubText(findings: readonly LintFinding[]): string {
  return findings.map((finding) => `${annotation(finding)}\n`).join('');
}

function annotation({ problem, span, rule }: LintFinding): string {
  const { severity, path, line, column, code, message, remedy } = problem;
  const properties = {
    file: path,
    line: `${line}`,
    // An annotation of several lines may not name columns.
    ...(span !== undefined && span.endLine > line ? { endLine: `${span.endLine}` } : { col: `${column}` }),
    ...(span !== undefined && span.endLine === line ? { endColumn: `${span.endColumn}` } : {}),
    title: rule === undefined ? code : `${code}: ${rule.title}`,
  };
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  return `::${COMMANDS[severity]} ${listed.join(',')}::${escapeText(`${message}\nFix: ${remedy}`)}`;
}

/** As actions/toolkit escapes what stands behind the second `::`. */
function escapeText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
