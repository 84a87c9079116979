import { METRICS, type Metric } from '../../src/node/metrics/metric-catalogue.ts';

export const TABLE_BEGINS = '<!-- metrics: written by `make docs` -->';
export const TABLE_ENDS = '<!-- end of metrics -->';

/** The table of all metrics in docs/guides/monitoring.md. */
export function metricTable(metrics: Readonly<Record<string, Metric>> = METRICS): string {
  const rows = Object.entries(metrics).map(([name, { type, labels, help }]) => {
    const words = labels.map((label) => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${type} | ${words} | ${help} |\n`;
  });
  return `| metric | type | labels | what it says |\n|---|---|---|---|\n${rows.join('')}`;
}

/** The guide with the table of now in the place of the former one. */
export function withMetricTable(guide: string): string {
  const [before, rest] = guide.split(TABLE_BEGINS);
  const [, after] = (rest ?? '').split(TABLE_ENDS);
  if (before === undefined || after === undefined)
    throw new Error('the guide has no place for the table of metrics');
  return `${before}${TABLE_BEGINS}\n\n${metricTable()}\n${TABLE_ENDS}${after}`;
}
