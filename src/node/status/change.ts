import type { JournalEntry } from '../journal/record.ts';
import type { ChangeKind } from './event-catalogue.ts';

/** An event that may be written into the journal as it is. */
export interface Change extends Required<JournalEntry> {
  readonly kind: ChangeKind;
}
