import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of a journal: `events-NNNNNNNNNNNN.jsonl`, the number being that of its first event. */
export interface Segment {
  readonly path: string;
  readonly first: number;
}

export function segmentAt(dir: string, first: number): Segment {
  return { path: join(dir, `events-${String(first).padStart(12, '0')}.jsonl`), first };
}

/** Oldest first. @throws the file system's error */
export async function segmentsOf(dir: string): Promise<Segment[]> {
  const names = (await readdir(dir)).filter((name) => /^events-\d{12,}\.jsonl$/.test(name));
  return names
    .map((name) => ({ path: join(dir, name), first: Number(/\d+/.exec(name)?.[0]) }))
    .sort((left, right) => left.first - right.first);
}

export interface Lines {
  /** Without their line feeds. */
  readonly lines: readonly string[];
  /** What stands behind the last line feed: empty unless a write was cut short. */
  readonly torn: string;
  /** Bytes of whole lines. */
  readonly wholeBytes: number;
}

/** A segment that rotation has just removed has no lines. @throws the file system's error */
export async function readLines({ path }: Segment): Promise<Lines> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const wholeBytes = bytes.lastIndexOf('\n') + 1;
  const text = bytes.subarray(0, wholeBytes).toString('utf8');
  return {
    lines: text.split('\n').slice(0, -1),
    torn: bytes.subarray(wholeBytes).toString('utf8'),
    wholeBytes,
  };
}
