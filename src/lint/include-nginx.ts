import type { Directive, NginxSource } from '../engines/nginx/grammar/source.ts';
import { includedPaths } from './include-path.ts';

/** Files that include each other must come to an end; far more than anybody's nginx.conf includes. */
const MOST_INCLUDES = 2000;

/**
 * The configuration with the directives of included files in the place of each `include`. An `include` of which no
 * file was given stays as it is, so that a rule can see that something is missing.
 */
export function includeNginx(main: NginxSource, others: readonly NginxSource[]): NginxSource {
  const byPath = new Map(others.map((source) => [source.path, source]));
  const paths = [...byPath.keys()];
  let includes = 0;

  /** `open`: the files that we are in, which cannot be included again. */
  function expand(directives: readonly Directive[], open: readonly string[]): readonly Directive[] {
    return directives.flatMap((directive) => {
      const { block } = directive;
      if (block !== undefined) return [{ ...directive, block: expand(block, open) }];
      const [pattern] = directive.args;
      if (directive.name !== 'include' || pattern === undefined || includes >= MOST_INCLUDES)
        return [directive];
      // nginx reads relative names from the folder of nginx.conf, wherever the directive stands.
      const found = includedPaths(main.path, pattern, paths).filter((path) => !open.includes(path));
      if (found.length === 0) return [directive];
      includes += found.length;
      return found.flatMap((path) => expand(byPath.get(path)?.directives ?? [], [...open, path]));
    });
  }
  return { ...main, directives: expand(main.directives, [main.path]) };
}
