import type { LintContext } from '../engines/lint-context.ts';
import { type LintFinding, plainFinding } from '../lint/lint-finding.ts';
import { lintRelease } from '../lint/lint-release.ts';
import { compileRelease } from '../release/compile-release.ts';
import { readSite } from '../site/read-site.ts';
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
  const text = new TextDecoder().decode(bytes);
  const { site, problems } = readSite(bytes, file);
  const own = problems.map(plainFinding);
  if (site === undefined) return { findings: own, suppressed: [], text };
  const compiled = compileRelease(site, { kind: 'host', runDir: () => '/run/holdfast' });
  own.push(...compiled.problems.map(plainFinding));
  if (compiled.release === undefined) return { findings: own, suppressed: [], text };
  const { findings, suppressed } = lintRelease(site, compiled.release, text, context, codes);
  return { findings: [...own, ...findings], suppressed, text };
}
