import type { RawText, Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { rawLines } from '../../raw-lines.ts';
import type { RawLine } from '../grammar/tree.ts';

/** The user's own lines for HAProxy, byte for byte; `path` is where `raw` stands in the spec. */
export function rawOf(site: Site, raw: RawText, path: string): RawLine[] {
  const origin = originOf(site, `${path}/haproxy`, path) ?? `${path}/haproxy`;
  return rawLines(raw.haproxy).map((text) => ({ raw: text, origin }));
}
