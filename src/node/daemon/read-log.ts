import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { RUN_FILES } from '../../release/foundation-config.ts';
import type { LogName } from '../api/node-service.ts';

/** A log stays below 4 MB; its end is what anybody wants. */
const MOST_BYTES = 512 * 1024;

/** The last lines of a log of this node; empty when it has not said anything yet. */
export async function readLog(runDir: string, of: LogName, lines: number): Promise<string> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(join(runDir, RUN_FILES.log, `${of}.log`), 'r');
  } catch {
    return '';
  }
  try {
    const { size } = await file.stat();
    const length = Math.min(size, MOST_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const text = buffer.subarray(0, bytesRead).toString('utf8');
    const all = text.split('\n');
    const end = all.at(-1) === '' ? all.length - 1 : all.length;
    return all
      .slice(Math.max(0, end - lines), end)
      .map((line) => `${line}\n`)
      .join('');
  } finally {
    await file.close();
  }
}
