import { readFileSync, writeFileSync } from 'node:fs';
import { withMetricTable } from '../tests/support/metric-table.ts';

/** Writes the table of all metrics into docs/guides/monitoring.md. */
const guide = new URL('../docs/guides/monitoring.md', import.meta.url);
writeFileSync(guide, withMetricTable(readFileSync(guide, 'utf8')));
