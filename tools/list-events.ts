import { writeFileSync } from 'node:fs';
import { eventTable } from '../tests/support/event-table.ts';

/** Writes docs/concepts/events.md anew. */
writeFileSync(new URL('../docs/concepts/events.md', import.meta.url), eventTable());
