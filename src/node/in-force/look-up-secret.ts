import { readFileSync } from 'node:fs';
import type { Secret } from '../../site/site.ts';

/** A secret's value: of the environment of this process, or a file's text without its last newline; undefined = there is none. */
export function lookUpSecret(secret: Secret): string | undefined {
  return 'env' in secret ? process.env[secret.env] : readSecret(secret.file);
}

function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}
