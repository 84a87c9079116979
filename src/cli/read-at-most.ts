import { closeSync, constants, openSync, readSync } from 'node:fs';

const CHUNK = 64 * 1024;

/**
 * The first bytes of whatever has a name: also of a device that never ends. Throws what the file system answers.
 *
 * @param waits whether to wait for somebody to write into a pipe; else what has nothing to say throws EAGAIN or is empty
 */
export function readAtMost(path: string, most: number, waits: boolean): Buffer {
  const descriptor = openSync(path, constants.O_RDONLY | (waits ? 0 : constants.O_NONBLOCK));
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    while (length < most) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, most - length));
      const count = readSync(descriptor, chunk, 0, chunk.length, null);
      if (count === 0) break;
      chunks.push(chunk.subarray(0, count));
      length += count;
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(descriptor);
  }
}
