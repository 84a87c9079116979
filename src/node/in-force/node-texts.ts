import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fillSecrets, quoteFor, type SecretLookup } from '../../release/fill-secrets.ts';
import type { ReleaseFile } from '../../release/release.ts';

/** The files of one node's release, secrets as references. */
export type NodeFiles = readonly Pick<ReleaseFile, 'path' | 'text'>[];

/** The texts of a node's files with their secrets filled in, as the engines read them; '' = it is not there. */
export type NodeTexts = Readonly<Record<ReleaseFile['path'], string>>;

export const PATHS = ['foundation.json', 'haproxy.cfg', 'keepalived.conf', 'nginx.conf'] as const;

/** @throws Fault `release/secret-missing`, `release/secret-unwritable` */
export function fillTexts(files: NodeFiles, lookUp: SecretLookup): NodeTexts {
  return textsBy((path) => {
    const text = files.find((file) => file.path === path)?.text ?? '';
    return fillSecrets(text, lookUp, quoteFor(path));
  });
}

export function areSameTexts(one: NodeTexts, other: NodeTexts): boolean {
  return PATHS.every((path) => one[path] === other[path]);
}

/** A folder with a node's files; undefined when there is none. A folder that is replaced meanwhile is read again. */
export async function readTexts(dir: string): Promise<NodeTexts | undefined> {
  for (;;) {
    const before = await inodeOf(dir);
    if (before === undefined) return undefined;
    const texts = await Promise.all(
      PATHS.map(async (path) => [path, await readFile(join(dir, path), 'utf8').catch(() => '')] as const),
    );
    if ((await inodeOf(dir)) !== before) continue;
    return textsBy((path) => texts.find(([name]) => name === path)?.[1] ?? '');
  }
}

function textsBy(textOf: (path: ReleaseFile['path']) => string): NodeTexts {
  return {
    'foundation.json': textOf('foundation.json'),
    'haproxy.cfg': textOf('haproxy.cfg'),
    'nginx.conf': textOf('nginx.conf'),
    'keepalived.conf': textOf('keepalived.conf'),
  };
}

async function inodeOf(dir: string): Promise<number | undefined> {
  return await stat(dir).then(
    ({ ino }) => ino,
    () => undefined,
  );
}
