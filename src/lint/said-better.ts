import type { LintFinding } from './lint-finding.ts';

/**
 * What says the same of one place, and which one knows more: a rule that sees the whole site says it better than one
 * that sees a file, as does one that knows what happens in the end.
 */
const SAID_BETTER_BY: Readonly<Record<string, readonly string[]>> = {
  'haproxy/source-hash-reshuffles': ['haproxy/agents-on-source-hash'],
  'keepalived/check-slower-than-max-outage': ['pair/too-slow-to-detect'],
  'keepalived/multicast-adverts': ['pair/multicast-and-unicast'],
  'keepalived/nothing-tracked': ['pair/vip-without-check'],
  'keepalived/takeover-too-slow': ['pair/too-slow-to-detect'],
  'keepalived/tutorial-router-id': ['pair/router-id-of-another-pair'],
  'pair/check-of-another-machine': ['keepalived/check-asks-vip'],
};

/** The codes that say the same and more. */
export function saidBetterBy(code: string): readonly string[] {
  return SAID_BETTER_BY[code] ?? [];
}

/** The findings without those that another one says better of the same place. */
export function withoutSaidBetter(findings: readonly LintFinding[]): readonly LintFinding[] {
  const said = new Set(
    findings.flatMap(({ problem, also = [] }) =>
      [problem, ...also].map((place) => `${placeOf(place)} ${problem.code}`),
    ),
  );
  return findings.filter(
    ({ problem }) => !saidBetterBy(problem.code).some((code) => said.has(`${placeOf(problem)} ${code}`)),
  );
}

function placeOf({ path, line, column }: Pick<LintFinding['problem'], 'path' | 'line' | 'column'>): string {
  return `${path}:${line}:${column}`;
}
