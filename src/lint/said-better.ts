import type { LintFinding } from './lint-finding.ts';

/**
 * What says the same of one place, and which one knows more: a rule that sees the whole site says it better than one
 * that sees a file, as does one that knows what happens in the end.
 */
const SAID_BETTER_BY: Readonly<Record<string, readonly string[]>> = {
  'keepalived/check-slower-than-max-outage': ['pair/too-slow-to-detect'],
  'keepalived/multicast-adverts': ['pair/multicast-and-unicast'],
  'keepalived/nothing-tracked': ['pair/vip-without-check'],
  'keepalived/tutorial-router-id': ['pair/router-id-of-another-pair'],
  'pair/check-of-another-machine': ['keepalived/check-asks-vip'],
};

/** The findings without those that another one of the same place says better. */
export function withoutSaidBetter(findings: readonly LintFinding[]): readonly LintFinding[] {
  const said = new Set(findings.map(({ problem }) => `${placeOf(problem)} ${problem.code}`));
  return findings.filter(
    ({ problem }) =>
      SAID_BETTER_BY[problem.code]?.some((code) => said.has(`${placeOf(problem)} ${code}`)) !== true,
  );
}

function placeOf({ path, line, column }: LintFinding['problem']): string {
  return `${path}:${line}:${column}`;
}
