import type { Problem } from '../../base/problem.ts';
import { compileRelease } from '../../release/compile-release.ts';
import type { CompileTarget, Release } from '../../release/release.ts';
import { readSite } from '../../site/read-site.ts';
import type { Site } from '../../site/site.ts';

export interface CompiledSpec {
  readonly site: Site;
  readonly release: Release;
  /** VIP → router id, of this spec. */
  readonly routerIds: Readonly<Record<string, number>>;
  /** Warnings. */
  readonly problems: readonly Problem[];
}

/** Text → site and release; with an error there is no release, and the problems say why. */
export function compileSpec(
  spec: string,
  file: string,
  kept: Readonly<Record<string, number>>,
  target: CompileTarget,
): CompiledSpec | { readonly problems: readonly Problem[] } {
  const resolved = readSite(Buffer.from(spec), file, { routerIds: kept });
  const { site } = resolved;
  if (site === undefined) return { problems: resolved.problems };
  const compiled = compileRelease(site, target);
  const problems = [...resolved.problems, ...compiled.problems];
  if (compiled.release === undefined) return { problems };
  const routerIds = Object.fromEntries(site.vips.map(({ name, vrrp }) => [name, vrrp.routerId]));
  return { site, release: compiled.release, routerIds, problems };
}
