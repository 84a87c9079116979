import type { Severity } from '../../base/problem.ts';
import type { Edit } from '../../base/rule.ts';
import type { LintFinding, RuleWords } from '../lint-finding.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/**
 * A SARIF 2.1.0 log of one run (docs.oasis-open.org/sarif/sarif/v2.1.0), as code scanning services read it. Findings
 * that somebody suppressed in the file are in it as such.
 */
export function sarifText(
  findings: readonly LintFinding[],
  suppressed: readonly LintFinding[],
  version: string,
): string {
  const all = [...findings, ...suppressed];
  const rules = rulesOf(all);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const resultOf = (finding: LintFinding) => result(finding, indexes.get(finding.problem.code) ?? -1);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Holdfast', semanticVersion: version, rules } },
        columnKind: 'utf16CodeUnits',
        results: [
          ...findings.map(resultOf),
          ...suppressed.map((finding) => ({
            ...resultOf(finding),
            suppressions: [{ kind: 'inSource', status: 'accepted' }],
          })),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** One for each code that was found, sorted. */
function rulesOf(findings: readonly LintFinding[]) {
  const byCode = new Map<string, RuleWords | undefined>();
  for (const { problem, rule } of findings) byCode.set(problem.code, byCode.get(problem.code) ?? rule);
  return [...byCode]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([code, rule]) => {
      const why = rule === undefined ? `holdfast explain ${code} tells more.` : rule.why;
      const source = rule === undefined ? '' : ` Source: ${rule.source}.`;
      return {
        id: code,
        shortDescription: { text: rule?.title ?? code },
        fullDescription: { text: why },
        help: { text: `${why}${source}`, markdown: `${why}${source}\n\n[${code}](${helpOf(code)})` },
        helpUri: helpOf(code),
      };
    });
}

function helpOf(code: string): string {
  return `docs/problems/${code}.md`;
}

function result({ problem, span, fix }: LintFinding, ruleIndex: number) {
  const { code, severity, message, remedy, path, line, column } = problem;
  const region =
    span === undefined
      ? { startLine: line, startColumn: column }
      : { startLine: line, startColumn: column, endLine: span.endLine, endColumn: span.endColumn };
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${message}\nFix: ${remedy}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) }, region } }],
    ...(fix === undefined
      ? {}
      : { fixes: [{ description: { text: remedy }, artifactChanges: changes(fix) }] }),
  };
}

function changes(edits: readonly Edit[]) {
  return [...Map.groupBy(edits, ({ span }) => span.path)].map(([path, own]) => ({
    artifactLocation: { uri: uriOf(path) },
    replacements: own.map(({ span, text }) => ({
      deletedRegion: {
        startLine: span.line,
        startColumn: span.column,
        endLine: span.endLine,
        endColumn: span.endColumn,
      },
      insertedContent: { text },
    })),
  }));
}

/** A relative reference, or a file URI for an absolute path. */
function uriOf(path: string): string {
  const encoded = path.replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
