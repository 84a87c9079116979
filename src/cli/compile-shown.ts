import { compileRelease } from '../release/compile-release.ts';
import type { CompileTarget, Release } from '../release/release.ts';
import type { Site } from '../site/site.ts';
import { showProblems } from './show-problems.ts';

/** The release of a site; its problems go to stderr. undefined: one of them is an error. */
export function compileShown(site: Site, target: CompileTarget): Release | undefined {
  const { release, problems } = compileRelease(site, target);
  showProblems(problems, process.stderr);
  return release;
}
