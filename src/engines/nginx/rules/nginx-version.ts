import type { EngineVersion } from '../../lint-context.ts';

/** False also when the version is not known. */
export function isAtLeast(
  version: EngineVersion | undefined,
  major: number,
  minor: number,
  patch: number,
): boolean {
  if (version === undefined) return false;
  if (version.major !== major) return version.major > major;
  if (version.minor !== minor) return version.minor > minor;
  return version.patch !== undefined && version.patch >= patch;
}

/** From 1.29.7 on, connections to upstream servers are kept and HTTP/1.1 is spoken unless something else is said. */
export function keepsAliveByDefault(version: EngineVersion | undefined): boolean {
  return isAtLeast(version, 1, 29, 7);
}
