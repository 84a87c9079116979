import { readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder, replaceFile, syncFolder } from '../write-durably.ts';
import type { Delivery } from './decide/delivery.ts';
import type { NoticeMemory } from './decide/notice-memory.ts';

/** What is kept over restarts: what was told, and what is on its way. */
export interface KeptNotices {
  readonly version: 1;
  /** Number of the last event of the journal that was looked at; undefined = none yet. */
  readonly seq?: number | undefined;
  readonly memory: NoticeMemory;
  readonly queue: readonly Delivery[];
}

/** undefined when there is none. What cannot be read is put aside: somebody may want to look at it. */
export async function readNotices(path: string): Promise<KeptNotices | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const kept = parse(text);
  if (kept === undefined) await rename(path, `${path}.unreadable`);
  return kept;
}

/** @throws the file system's error; then the former one is there */
export async function writeNotices(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path));
  await replaceFile(path, text);
  await syncFolder(dirname(path));
}

function parse(text: string): KeptNotices | undefined {
  try {
    const kept = JSON.parse(text) as Partial<KeptNotices> | null;
    const isWhole = kept?.version === 1 && Array.isArray(kept.queue) && typeof kept.memory === 'object';
    return isWhole ? (kept as KeptNotices) : undefined;
  } catch {
    return undefined;
  }
}
