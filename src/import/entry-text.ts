import type { SourceEntry } from '../engines/keepalived/grammar/source.ts';

/** The head of an entry as it was written, on one line. */
export function entryText({ words }: SourceEntry): string {
  return words.map(({ raw }) => raw).join(' ');
}
