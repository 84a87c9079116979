import { type Checked, type PerfFigure, type Remark, worstOf } from './check-verdict.ts';

/** More of them go to the lines below the first. */
const MOST_CLAUSES = 3;

/**
 * What a monitoring plugin prints: `VIP OK - edge held by lb1 | 'holders'=1;1:;1:`, and below it one line a remark where
 * the first has no room for all. Source: the Monitoring Plugins Development Guidelines.
 */
export function printPlugin(subject: string, { remarks, figures }: Checked): string {
  const state = worstOf(remarks);
  const bad = remarks.filter((remark) => remark.state !== 'OK');
  const sorted = [...(bad.length > 0 ? bad : remarks)].sort(
    (left, right) => Number(right.state === state) - Number(left.state === state),
  );
  const shown = sorted.slice(0, MOST_CLAUSES).map(({ text }) => plain(text));
  const more = sorted.length - shown.length;
  const words = `${shown.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
  const perf = figures.length === 0 ? '' : ` | ${figures.map(printFigure).join(' ')}`;
  const below = more > 0 ? sorted.map(line).join('') : '';
  return `${subject} ${state} - ${words}${perf}\n${below}`;
}

function line({ state, text }: Remark): string {
  return `${state}: ${plain(text)}\n`;
}

/** `|` begins the figures, and a line is a line: what a server or a node says may not end either. */
function plain(text: string): string {
  return text
    .replaceAll('|', '/')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

function printFigure({ label, value, unit, warning = '', critical = '', min, max }: PerfFigure): string {
  const parts = [`${round(value)}${unit ?? ''}`, warning, critical, min ?? '', max ?? ''];
  return `'${label.replace(/['=|]/g, '_')}'=${parts.join(';').replace(/;+$/, '')}`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
