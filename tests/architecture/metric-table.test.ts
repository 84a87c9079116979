import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { withMetricTable } from '../support/metric-table.ts';

it('keeps the table of metrics in docs/guides/monitoring.md as `make docs` writes it', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/guides/monitoring.md'), 'utf8');
  assert.equal(guide, withMetricTable(guide));
});
