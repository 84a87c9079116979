import type { AdoptStep } from '../../host/adopt/plan/adopt-facts.ts';
import { stepWords } from '../../host/adopt/plan/step-words.ts';
import type { HostFinding } from '../../lint/host/host-facts.ts';
import { severityPaint } from '../show-problems.ts';
import type { FoundCase } from './find-case.ts';

/** All that an adoption would do and change, for people. */
export function printCase(found: FoundCase, steps: readonly AdoptStep[]): string {
  return [
    ...block('What runs on this host', runningLines(found)),
    ...block('What would behave otherwise than now', differenceLines(found)),
    ...block(
      'What is done, in this order',
      steps.map((step, index) => `${index + 1}. ${stepWords(step, found.vips)}`),
    ),
    ...block('What clients notice', clientLines(found)),
  ].join('\n');
}

/** One block a finding, as doctor prints them. */
export function printFindings(findings: readonly HostFinding[], stream: NodeJS.WriteStream): string {
  const paint = severityPaint(stream);
  return findings
    .map(
      ({ code, severity, message, remedy }) =>
        `${paint(severity)}  ${code}\n  ${message}\n  Fix: ${remedy}\n`,
    )
    .join('');
}

function block(title: string, lines: readonly string[]): string[] {
  return [title, ...(lines.length === 0 ? ['nothing'] : lines).map((line) => `  ${line}`), ''];
}

function runningLines({ handover, state }: FoundCase): string[] {
  return [...handover.former.map(({ unit }) => unit), ...handover.ours].flatMap((unit) => {
    const { active, enabled } = state.units[unit] ?? { active: false, enabled: false };
    const files = handover.former.find((one) => one.unit === unit)?.files ?? [];
    if (!active && files.length === 0) return [];
    return [
      `${unit}: ${active ? 'runs' : 'does not run'}, ${enabled ? 'enabled' : 'disabled'}${files.length === 0 ? '' : `, reads ${files.join(', ')}`}`,
    ];
  });
}

function differenceLines({ differences }: FoundCase): string[] {
  return differences.map(
    ({ what, was = 'not there', becomes = 'not there' }) => `${what}: ${was} -> ${becomes}`,
  );
}

function clientLines({ state, handover, sessions, vips }: FoundCase): string[] {
  const places = vips.flatMap(({ addresses }) => addresses.map(({ address }) => address)).join(', ');
  const others = handover.hasPeers ? ['The other node goes on with its own files.'] : [];
  if (!state.holds)
    return [`nothing: ${places} is not on this host, and no session goes through it`, ...others];
  return [
    `${places} moves; ${sessions === 1 ? '1 session that is' : `${sessions} sessions that are`} open through it now end`,
    ...others,
  ];
}
