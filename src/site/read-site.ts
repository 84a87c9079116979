import { byPlace } from '../base/order.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import type { RawPermission } from '../spec/raw-problems.ts';
import { type Kept, type ResolvedSite, resolveSite } from './resolve-site.ts';

/** Text → Site, with the problems of the text and those across the file in one list. Never throws. */
export function readSite(
  bytes: Uint8Array,
  file: string,
  kept?: Kept,
  permission?: RawPermission,
): ResolvedSite {
  const { spec, draft, problems, origins } = parseSpec(bytes, file, permission);
  if (draft === undefined) return { site: undefined, problems };
  const resolved = resolveSite(draft.spec, origins, file, kept, draft.spoiled);
  return {
    site: spec === undefined ? undefined : resolved.site,
    problems: [...problems, ...resolved.problems].toSorted(byPlace),
  };
}
