import type { LintContext } from '../engines/lint-context.ts';
import { compileRelease } from '../release/compile-release.ts';
import { readSite } from '../site/read-site.ts';
import { type LintFinding, plainFinding } from './lint-finding.ts';
import { lintRelease } from './lint-release.ts';

/**
 * The problems of a spec, first its own, then what the rules find in the files that it generates for real nodes.
 * @param codes every code that a suppression may name; default: those of the rules
 */
export function lintSpecText(
  bytes: Uint8Array,
  file: string,
  context: LintContext,
  codes?: readonly string[],
): { readonly findings: readonly LintFinding[]; readonly suppressed: readonly LintFinding[] } {
  const { site, problems } = readSite(bytes, file);
  const own = problems.map(plainFinding);
  if (site === undefined) return { findings: own, suppressed: [] };
  const compiled = compileRelease(site, { kind: 'host', runDir: () => '/run/holdfast' });
  own.push(...compiled.problems.map(plainFinding));
  if (compiled.release === undefined) return { findings: own, suppressed: [] };
  const text = new TextDecoder().decode(bytes);
  const { findings, suppressed } = lintRelease(site, compiled.release, text, context, codes);
  return { findings: [...own, ...findings], suppressed };
}
