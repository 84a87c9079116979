import { constants } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a private folder and those above it; one that is there is taken as it is. (`mkdir` with `recursive` says of a
 * read-only disk that the folder does not exist.)
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 });
  }
}

/** Writes a file that nobody looks at yet, and waits until the disk has it. An earlier one of that name is overwritten. */
export async function writeThrough(path: string, content: string): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Puts a file in its place: beside it, made durable, renamed. Whoever reads sees the former or the new one, whole. */
export async function replaceFile(path: string, content: string): Promise<void> {
  await writeThrough(`${path}.new`, content);
  await rename(`${path}.new`, path);
}

/** Names in a folder reach the disk on their own, later than the files; this waits for them. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
