import type { LintContext } from '../engines/lint-context.ts';
import type { LintFinding } from '../lint/lint-finding.ts';
import { lintSpecText } from '../lint/lint-spec-text.ts';
import { readSpecBytes } from './load-site.ts';

export interface LintedSpec {
  /** The spec's own problems first. */
  readonly findings: readonly LintFinding[];
  readonly suppressed: readonly LintFinding[];
  readonly text: string;
}

/** The problems of a spec, and what the rules find in the files that it generates for real nodes. */
export function lintSpec(file: string, context: LintContext, codes: readonly string[]): LintedSpec {
  // Read once: it may be a pipe.
  const bytes = readSpecBytes(file);
  return { ...lintSpecText(bytes, file, context, codes), text: new TextDecoder().decode(bytes) };
}
