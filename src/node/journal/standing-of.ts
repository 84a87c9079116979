import type { JournalStanding } from '../api/node-service.ts';
import type { Journal } from './open-journal.ts';
import { verifyJournal } from './verify-journal.ts';

const MOST_BROKEN = 100;

/** A running journal, verified from its files; a directory that cannot be read is told, not thrown. */
export async function standingOf(
  journal: Pick<Journal, 'flush' | 'trouble'>,
  dir: string,
): Promise<JournalStanding> {
  await journal.flush();
  try {
    const { records, broken, last } = await verifyJournal(dir);
    return { records, broken: broken.slice(0, MOST_BROKEN), last, trouble: journal.trouble?.message };
  } catch (error) {
    const trouble = journal.trouble?.message ?? `The journal cannot be read: ${(error as Error).message}`;
    return { records: 0, broken: [], last: { seq: 0, hash: '' }, trouble };
  }
}
