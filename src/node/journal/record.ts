import { createHash } from 'node:crypto';

/** Something that happened, to be kept. */
export interface JournalEntry {
  /** What sort of thing, for whoever looks for it: `vip-moved`, `applied`, … */
  readonly kind: string;
  /** One sentence for people. */
  readonly text: string;
  /** For programs; JSON values. Default: none. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface JournalEvent extends Required<JournalEntry> {
  /** 1 and up, without a gap but where a `journal-lost` says how many are missing. */
  readonly seq: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** A line of the journal: an event, chained to the line before it. */
export interface JournalRecord extends JournalEvent {
  /** `hash` of the line before; 64 zeros before the first. */
  readonly previous: string;
  /** sha256 over the line without this field. */
  readonly hash: string;
}

/** Events that the journal writes about itself. */
export const OWN_KINDS = {
  /** Events that were never written: `fields.lost` of them, the last with the number of this one. */
  lost: 'journal-lost',
  /** The journal is written again after a time in which it could not be. */
  resumed: 'journal-resumed',
  /** The end of the last line was missing, and it was cut off. */
  repaired: 'journal-repaired',
  /** A line is not the one that was written. */
  broken: 'journal-broken',
} as const;

export const GENESIS = '0'.repeat(64);

/** The hash is the last field: what stands before it, closed again, is what it is taken over. */
const TAIL = /,"hash":"([0-9a-f]{64})"\}$/;

/** The line with its line feed, and its hash. Events that were made by `eventOf` can always be printed. */
export function printRecord(event: JournalEvent, previous: string): { line: string; hash: string } {
  const { seq, at, kind, text, fields } = event;
  const body = JSON.stringify({ seq, at, kind, text, fields, previous });
  const hash = sha256(body);
  return { line: `${body.slice(0, -1)},"hash":"${hash}"}\n`, hash };
}

/** What a line gives as its own hash, right or wrong. */
export function claimedHash(line: string): string | undefined {
  return TAIL.exec(line)?.[1];
}

/** undefined = it is no line of a journal, or not the one that was written. */
export function parseRecord(line: string): JournalRecord | undefined {
  const hash = claimedHash(line);
  if (hash === undefined || sha256(line.replace(TAIL, '}')) !== hash) return undefined;
  try {
    return JSON.parse(line) as JournalRecord;
  } catch {
    return undefined;
  }
}

/** Whether a record may stand behind another in the chain. */
export function follows(record: JournalRecord, before: { seq: number; hash: string }): boolean {
  const lost = record.kind === OWN_KINDS.lost ? Number(record.fields['lost']) : 1;
  return record.previous === before.hash && record.seq === before.seq + lost;
}

/** In UTF-16 units; what is longer is cut, so that neither memory nor disk is filled by one event. */
const LONGEST = 16_384;

/** An entry with its number and time. Fields that JSON cannot say, or that are too long, are replaced by the reason. */
export function eventOf(entry: JournalEntry, seq: number, now: number): JournalEvent {
  const [kind, text] = [entry.kind.slice(0, 64), entry.text.slice(0, LONGEST)];
  return { seq, at: new Date(now).toISOString(), kind, text, fields: plainFields(entry.fields) };
}

function plainFields(fields: JournalEntry['fields'] = {}): JournalEvent['fields'] {
  try {
    const text = JSON.stringify(fields);
    return text.length > LONGEST ? { tooLong: text.length } : (JSON.parse(text) as JournalEvent['fields']);
  } catch (error) {
    return { unprintable: String(error) };
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
