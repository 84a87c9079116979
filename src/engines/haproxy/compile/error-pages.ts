import type { Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { line, type WordLine } from '../grammar/tree.ts';

/** `errorfile`: what clients see instead of HAProxy's own pages. */
export function errorPages(site: Site): WordLine[] {
  return Object.entries(site.errorPages).map(([status, file]) =>
    line(originOf(site, `errorPages/${status}`), 'errorfile', status, file),
  );
}
