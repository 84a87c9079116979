import type { RawText } from '../../../site/site.ts';
import { rawLines } from '../../raw-lines.ts';
import type { RawEntry } from '../grammar/tree.ts';

/** The user's own lines for nginx, byte for byte; `path` is where `raw` stands in the spec. */
export function rawOf(raw: RawText, path: string): RawEntry[] {
  const origin = `${path}/nginx`;
  return rawLines(raw.nginx).map((text) => ({ raw: text, origin }));
}
