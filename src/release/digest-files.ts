import { createHash } from 'node:crypto';
import { SECRET_MARK } from '../engines/secret-mark.ts';
import type { ReleaseFile } from './release.ts';

/** Over node, path, mode and text of every file, each with its length before it, so that nothing can shift. */
export function digestFiles(files: readonly Pick<ReleaseFile, 'node' | 'path' | 'text'>[]): string {
  const hash = createHash('sha256');
  for (const { node, path, text } of files) {
    for (const part of [node, path, modeOf(text).toString(8), text]) {
      hash.update(`${Buffer.byteLength(part)}:${part}`);
    }
  }
  return `sha256:${hash.digest('hex')}`;
}

/** 0o600 where a secret is filled in. */
export function modeOf(text: string): ReleaseFile['mode'] {
  return text.search(SECRET_MARK) === -1 ? 0o644 : 0o600;
}
