import type { Site, SpecPath } from '../site/site.ts';

/** The first of these paths that stands in the user's file; undefined = none does, the value is a default. */
export function originOf(site: Site, ...paths: readonly SpecPath[]): SpecPath | undefined {
  return paths.find((path) => Object.hasOwn(site.origins, path));
}
