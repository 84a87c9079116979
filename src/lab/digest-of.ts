import { createHash } from 'node:crypto';
import type { Site } from '../site/site.ts';

/** Of what a spec means: comments, order of keys and the file's name do not matter. */
export function digestOf(site: Site): string {
  const { origins: _origins, file: _file, ...meaning } = site;
  return `sha256:${createHash('sha256').update(JSON.stringify(meaning)).digest('hex')}`;
}
