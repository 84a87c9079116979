/**
 * Which of the given files an `include` names. The paths of a site's files are rarely those of the host they are for:
 * `/etc/nginx/conf.d/*.conf` may lie in `lb1/nginx/conf.d/` here, so an absolute path is tried below `root` without
 * its first folders, one after the other.
 *
 * @param from the including file; a relative pattern starts at its folder
 * @param root the folder of the node, '' = the working directory
 * @param pattern as written; `*`, `?` and `[…]` stand for characters of one folder
 * @returns the files that fit, sorted, without `from`; empty = none was given
 */
export function includedPaths(
  from: string,
  root: string,
  pattern: string,
  given: readonly string[],
): readonly string[] {
  for (const candidate of candidates(from, root, pattern)) {
    const matcher = patternOf(candidate);
    const found = given.filter((path) => path !== from && matcher.test(normal(path)));
    if (found.length > 0) return found.toSorted();
  }
  return [];
}

function candidates(from: string, root: string, pattern: string): string[] {
  const folder = from.includes('/') ? from.slice(0, from.lastIndexOf('/')) : '';
  if (!pattern.startsWith('/')) return [normal(`${folder}/${pattern}`)];
  const parts = pattern.split('/').filter((part) => part !== '');
  const hasWildcard = /[*?[]/.test(parts.at(-1) ?? '');
  // The bare name with a wildcard would take in whatever lies beside.
  const fewest = hasWildcard ? 2 : 1;
  const below = parts
    .map((_, index) => parts.slice(index))
    .filter((rest) => rest.length >= fewest)
    .map((rest) => normal(`${root}/${rest.join('/')}`));
  return [normal(pattern), ...below];
}

/** Without `.`, `..` and doubled slashes; a leading slash is kept only where the path had one of its own. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

function patternOf(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  try {
    return new RegExp(`^${source}$`);
  } catch {
    // A `[` that is never closed stands for itself.
    return new RegExp(`^${glob.replace(/[.+^${}()|\\[\]*?]/g, '\\$&')}$`);
  }
}
