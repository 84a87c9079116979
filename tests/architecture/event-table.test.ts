import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { eventTable } from '../support/event-table.ts';

it('keeps docs/concepts/events.md, the table of events, as `make docs` writes it', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/concepts/events.md'), 'utf8');
  assert.equal(page, eventTable());
});
