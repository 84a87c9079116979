import { claimedHash, follows, GENESIS, type JournalRecord, parseRecord } from './record.ts';
import { readLines, segmentsOf } from './segments.ts';

/** A line that is not as it was written, or not behind the one that it was written behind. */
export interface BrokenLine {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** What is wrong with it; a whole sentence. */
  readonly message: string;
}

/** An event's place in the chain. */
export interface Link {
  readonly seq: number;
  readonly hash: string;
}

export interface JournalVerdict {
  /** Records that are as they were written. */
  readonly records: number;
  readonly broken: readonly BrokenLine[];
  /** Where the chain ends. Who keeps it elsewhere can tell later whether the end was cut off. */
  readonly last: Link;
}

/**
 * Follows the chain through all files of a journal. Where rotation has removed the beginning, it starts with what is left.
 * A last line that was cut short is no break: it is mended with the next start.
 * @param onRecord called with each record that is as it was written
 * @throws the file system's error
 */
export async function verifyJournal(
  dir: string,
  onRecord: (record: JournalRecord) => void = () => undefined,
): Promise<JournalVerdict> {
  const broken: BrokenLine[] = [];
  let records = 0;
  let last: Link | undefined;
  /** undefined = the line before cannot say what must follow it. */
  let before: Link | undefined;
  const segments = await segmentsOf(dir);
  for (const segment of segments) {
    last ??= { seq: segment.first - 1, hash: GENESIS };
    const { lines, torn } = await readLines(segment);
    for (const [index, text] of lines.entries()) {
      const at = { file: segment.path, line: index + 1 };
      const record = parseRecord(text);
      if (record === undefined) {
        broken.push({ ...at, message: 'This line is not as it was written.' });
        const hash = claimedHash(text);
        const seq: number = last.seq + 1;
        before = hash === undefined ? undefined : { seq, hash };
        last = { seq, hash: hash ?? last.hash };
        continue;
      }
      if (before !== undefined && !follows(record, before)) {
        const message = `This line (event ${record.seq}) was not written behind event ${before.seq}.`;
        broken.push({ ...at, message });
      }
      records += 1;
      before = { seq: record.seq, hash: record.hash };
      last = before;
      onRecord(record);
    }
    if (torn !== '' && segment !== segments.at(-1)) {
      broken.push({ file: segment.path, line: lines.length + 1, message: 'This line has no end.' });
    }
  }
  return { records, broken, last: last ?? { seq: 0, hash: GENESIS } };
}
