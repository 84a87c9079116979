import type { Directive, NginxSource } from '../engines/nginx/grammar/source.ts';
import { includedPaths } from './include-path.ts';

/** nginx itself knows no bound but the open files; a ring of files must end somewhere. */
const DEEPEST = 8;

/**
 * The configuration with the directives of included files in the place of each `include`. An `include` of which no
 * file was given stays as it is, so that a rule can see that something is missing.
 *
 * @param root the folder of the node; an absolute path is looked for below it too
 */
export function includeNginx(
  main: NginxSource,
  others: readonly NginxSource[],
  root = folderOf(main.path),
): NginxSource {
  const byPath = new Map(others.map((source) => [source.path, source]));
  const paths = [...byPath.keys()];

  function expand(directives: readonly Directive[], depth: number): readonly Directive[] {
    return directives.flatMap((directive) => {
      const { block } = directive;
      if (block !== undefined) return [{ ...directive, block: expand(block, depth) }];
      const [pattern] = directive.args;
      if (directive.name !== 'include' || pattern === undefined || depth === DEEPEST) return [directive];
      // nginx reads relative names from the folder of nginx.conf, wherever the directive stands.
      const found = includedPaths(main.path, root, pattern, paths).flatMap((path) => byPath.get(path) ?? []);
      if (found.length === 0) return [directive];
      return found.flatMap((source) => expand(source.directives, depth + 1));
    });
  }
  return { ...main, directives: expand(main.directives, 0) };
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
