import { type Place, START } from '../base/text-range.ts';
import type { Site, SpecPath } from '../site/site.ts';

/** Where a value of the spec stands, or the nearest thing around it that does. */
export function specPlace(site: Site, path: SpecPath | undefined): Place {
  const keys = path?.split('/') ?? [];
  for (let length = keys.length; length > 0; length -= 1) {
    const place = site.origins[keys.slice(0, length).join('/')];
    if (place !== undefined) return place;
  }
  return START;
}
