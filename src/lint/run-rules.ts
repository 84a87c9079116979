import type { Finding, Rule } from '../base/rule.ts';
import type { LintFinding } from './lint-finding.ts';

/** What all rules find in one subject. */
export function runRules<Subject>(rules: readonly Rule<Subject>[], subject: Subject): readonly LintFinding[] {
  return rules.flatMap((rule) => rule.find(subject).map((finding) => found(rule, finding)));
}

function found<Subject>(rule: Rule<Subject>, finding: Finding): LintFinding {
  const { at, message, remedy, severity, fix, also } = finding;
  const { code, title, why, source } = rule;
  const { path, line, column } = at;
  return {
    problem: { code, severity: severity ?? rule.severity, message, path, line, column, remedy },
    span: at,
    rule: { code, severity: rule.severity, title, why, source },
    fix,
    ...(also !== undefined && { also }),
  };
}
