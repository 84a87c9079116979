import type { LintFinding } from '../lint-finding.ts';
import { hideSecrets } from './hide-secrets.ts';

/** Longer lines are cut around the place: nobody reads 2,000 characters to see one word. */
const WIDEST = 140;
/** A line of a million characters is not searched for passwords with each finding in it. */
const MOST_READ = 4096;

/**
 * The line of a finding and carets below what it is about, as two lines that begin with the line's number; empty when
 * there is nothing to see.
 *
 * @param written the line that the finding begins on
 */
export function excerpt({ problem, span }: LintFinding, written: string): readonly string[] {
  const { line, column } = problem;
  if (column > MOST_READ || written.trim() === '') return [];
  const content = hideSecrets(written.slice(0, MOST_READ));
  const endColumn = span !== undefined && span.endLine === line ? span.endColumn : content.length + 1;
  const length = span === undefined ? 1 : Math.max(1, Math.min(endColumn, content.length + 1) - column);
  const start = column <= WIDEST - 20 ? 0 : column - 20;
  const shown = `${start > 0 ? '…' : ''}${content.slice(start, start + WIDEST)}${content.length > start + WIDEST ? '…' : ''}`;
  const before = shown.slice(0, column - 1 - start + (start > 0 ? 1 : 0));
  const carets = '^'.repeat(Math.min(length, Math.max(1, shown.length - before.length)));
  const margin = `${line}`;
  return [
    `${margin} | ${printable(shown)}`,
    // Tabs stay tabs, so that the carets stand below what they mean.
    `${' '.repeat(margin.length)} | ${before.replace(/[^\t]/g, ' ')}${carets}`,
  ];
}

/** What would steer a terminal, or turn the direction of what is read, stands as a question mark. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    '?',
  );
}
