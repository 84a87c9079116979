import type { Entry, KeepalivedFile } from '../grammar/tree.ts';

/** The file for a Keepalived that has no foundation to tell what it does: a FIFO that nobody reads fills up. */
export function withoutNotices(file: KeepalivedFile): KeepalivedFile {
  return file
    .filter((entry) => !tells(entry))
    .map((entry) => ('raw' in entry ? entry : { ...entry, block: inner(entry.block) }));
}

function inner(block: readonly Entry[] | undefined): readonly Entry[] | undefined {
  return block === undefined ? undefined : withoutNotices(block);
}

function tells(entry: Entry): boolean {
  return !('raw' in entry) && entry.words[0] === 'vrrp_notify_fifo';
}
