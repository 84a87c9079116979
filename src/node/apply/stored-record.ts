import { readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import { diskWords } from '../disk-words.ts';
import { makeFolder, replaceFile, syncFolder } from '../write-durably.ts';

/** One thing that must outlive this process: there or not, whole either way. */
export interface StoredRecord<Value> {
  /** undefined = there is none, or none that this version can read; that one is set aside. */
  read(): Promise<Value | undefined>;
  /** When it returns the disk has it. @throws Fault `node/cannot-store` */
  write(value: Value): Promise<void>;
  /** None there is fine. @throws Fault `node/cannot-store` */
  remove(): Promise<void>;
}

/** A record in a JSON file. */
export function storedRecord<Value>(path: string, schema: z.ZodType<Value>): StoredRecord<Value> {
  const dir = dirname(path);
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
        throw cannotRead(path, error);
      });
      if (text === undefined) return undefined;
      const read = schema.safeParse(parsed(text));
      if (read.success) return read.data;
      await storing(path, () => rename(path, `${path}.unreadable`));
      return undefined;
    },
    write: (value) =>
      storing(path, async () => {
        await makeFolder(dir);
        await replaceFile(path, `${JSON.stringify(value)}\n`);
        await syncFolder(dir);
      }),
    remove: () =>
      storing(path, async () => {
        await rm(path, { force: true });
        await syncFolder(dir);
      }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function storing(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Fault(
      'node/cannot-store',
      `${path} cannot be written: ${diskWords(error)}. What it says is as it was; traffic goes on.`,
      `Make room on that disk, or make it writable again (df -h ${dirname(path)}), then do it once more.`,
      (error as Error).message,
      error,
    );
  }
}

function cannotRead(path: string, error: unknown): Fault {
  return new Fault(
    'node/cannot-read-state',
    `${path} cannot be read: ${diskWords(error)}. Whether a change was on when the daemon ended is not known.`,
    `Look at the file and its disk (ls -la ${path}; dmesg | tail), and restart holdfast node.`,
    (error as Error).message,
    error,
  );
}
