import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { ReleaseFile } from '../../release/release.ts';
import { makeFolder, syncFolder, writeThrough } from '../write-durably.ts';
import {
  fileSchema,
  type Revision,
  revisionSchema,
  type StoredFile,
  type WholeRevision,
} from './revision.ts';

const SUMS = 'SHA256SUMS';

/**
 * Writes a revision into a new folder and waits until the disk has all of it:
 * `spec.yaml`, `revision.json`, `files.json`, `files/NODE/NAME`, and `SHA256SUMS` over them (`sha256sum -c` checks it).
 */
export async function writeRevision(dir: string, whole: WholeRevision): Promise<void> {
  const texts = textsOf(whole);
  const folders = new Set([dir, ...Object.keys(texts).map((path) => dirname(join(dir, path)))]);
  for (const folder of folders) await makeFolder(folder);
  for (const [path, text] of Object.entries(texts)) await writeThrough(join(dir, path), text);
  const sums = Object.entries(texts).map(([path, text]) => `${sha256(text)}  ${path}\n`);
  await writeThrough(join(dir, SUMS), sums.join(''));
  for (const folder of [join(dir, 'files'), ...folders]) await syncFolder(folder);
}

/** Reads a folder. @throws Error when a file is missing, is not the one that was written, or is of a newer version */
export async function readRevision(dir: string): Promise<WholeRevision> {
  const texts = await readChecked(dir);
  const take = (path: string): string => {
    const text = texts.get(path);
    if (text === undefined) throw new Error(`${path} is not in ${SUMS}`);
    return text;
  };
  const { version: _, ...head }: Revision & { version: number } = parse(
    'revision.json',
    revisionSchema,
    take,
  );
  const files = parse('files.json', z.array(fileSchema), take).map((file) => ({
    ...file,
    origins: file.origins.map((origin) => origin ?? undefined),
    text: take(textPath(file)),
  }));
  return { ...head, spec: take('spec.yaml'), files: files as ReleaseFile[] };
}

function textsOf({ spec, files, ...head }: WholeRevision): Record<string, string> {
  const stored: StoredFile[] = files.map(({ node, path, mode, origins, secrets }) =>
    // Names become paths: what is not ours is refused before anything is written.
    fileSchema.parse({ node, path, mode, origins: origins.map((origin) => origin ?? null), secrets }),
  );
  return {
    'spec.yaml': spec,
    'revision.json': `${JSON.stringify(revisionSchema.parse({ version: 1, ...head }), undefined, 2)}\n`,
    'files.json': `${JSON.stringify(stored)}\n`,
    ...Object.fromEntries(files.map((file) => [textPath(file), file.text])),
  };
}

function textPath({ node, path }: { node: string; path: string }): string {
  return `files/${node}/${path}`;
}

async function readChecked(dir: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const line of (await readFile(join(dir, SUMS), 'utf8')).split('\n')) {
    if (line === '') continue;
    const [sum, path] = line.split('  ', 2);
    if (path === undefined || path.includes('..') || path.startsWith('/'))
      throw new Error(`${SUMS} is garbled`);
    const bytes = await readFile(join(dir, path));
    if (sha256(bytes) !== sum) throw new Error(`${path} is not what was written`);
    texts.set(path, bytes.toString('utf8'));
  }
  return texts;
}

function parse<Value>(path: string, schema: z.ZodType<Value>, take: (path: string) => string): Value {
  const read = schema.safeParse(JSON.parse(take(path)));
  if (read.success) return read.data;
  throw new Error(`${path} is not of a form that this version knows`);
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
