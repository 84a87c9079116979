import type { Journal } from '../journal/open-journal.ts';
import type { JournalEntry, JournalEvent } from '../journal/record.ts';

export type Tell = (entry: JournalEntry) => JournalEvent;

/**
 * What happened, once: into the journal, and as one line into the log.
 * @param write one line of the log, without its end
 * @param asJson lines of JSON instead of text
 */
export function teller(journal: Journal, write: (line: string) => void, asJson: boolean): Tell {
  return (entry) => {
    const event = journal.append(entry);
    const { at, kind, text, fields } = event;
    write(
      asJson ? JSON.stringify({ time: at, event: kind, msg: text, ...fields }) : `${at} ${kind}: ${text}`,
    );
    return event;
  };
}
