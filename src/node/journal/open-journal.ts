import type { Fault } from '../../base/fault.ts';
import type { JournalEntry, JournalEvent } from './record.ts';
import { RunningJournal } from './running-journal.ts';

/** What happened on this node. Nothing here ever throws: a disk that fails costs memory first, then the oldest events. */
export interface Journal {
  /** Number of the last event; 0 = none yet. */
  readonly last: number;
  /** Why events are not written now; undefined = they are. */
  readonly trouble: Fault | undefined;
  /** Numbers an event and has it written soon. */
  append(entry: JournalEntry): JournalEvent;
  /** At most `limit` events from number `from` on; as many of them as there still are. */
  read(from: number, limit: number): Promise<readonly JournalEvent[]>;
  /** Events from number `from` on (default: those to come), until the signal or the end of the journal. */
  follow(from?: number, signal?: AbortSignal): AsyncIterable<JournalEvent>;
  /** Waits until the disk has all that was appended; false = it does not take them. */
  flush(): Promise<boolean>;
  /** Writes what it can and ends all who follow. */
  close(): Promise<void>;
}

export interface JournalOptions {
  /** Size of one file; default 1 MiB. */
  readonly maxBytes?: number;
  /** Files that are kept, at least 2; default 8. */
  readonly files?: number;
  /** Events that are kept in memory, for who follows and for times in which the disk fails; default 1000. */
  readonly memory?: number;
  /** Time between two attempts to write to a disk that fails; default 1 s. */
  readonly retryMs?: number;
  /** Called once each time the disk begins to fail; default: nobody is told. */
  readonly onTrouble?: (fault: Fault) => void;
  /** Milliseconds since 1970; default: this machine's clock. */
  readonly now?: () => number;
}

/**
 * Opens a journal; its directory is made when it is needed. One process at a time: whoever opens it holds the lock on the
 * state directory that it is in. A last line that was cut short is removed, and told as an event; so is, once, each line
 * that was changed.
 */
export async function openJournal(dir: string, options: JournalOptions = {}): Promise<Journal> {
  const journal = new RunningJournal(dir, {
    maxBytes: 1_048_576,
    memory: 1_000,
    retryMs: 1_000,
    onTrouble: () => undefined,
    now: Date.now,
    ...options,
    files: Math.max(2, options.files ?? 8),
  });
  await journal.open();
  return journal;
}
