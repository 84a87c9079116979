import type { EngineVersion } from '../../../lint-context.ts';

/** `[2, 5]`. */
export type Release = readonly [major: number, minor: number];

export function isAtLeast(version: EngineVersion, [major, minor]: Release): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}
