import type { Finding } from '../../src/base/rule.ts';
import { applyEdits } from '../../src/lint/apply-edits.ts';

/** The text of a single file with the fixes of all findings in it. */
export function fixedText(text: string, findings: readonly Finding[]): string {
  return applyEdits(
    text,
    findings.flatMap(({ fix = [] }) => fix),
  );
}
