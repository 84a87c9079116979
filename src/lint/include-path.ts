/**
 * Which of the given files an `include` names. The paths of a site's files are rarely those of the host they are for:
 * `/etc/nginx/conf.d/*.conf` may lie in `lb1/nginx/conf.d/` here, so an absolute path is also tried in the folder of
 * `from` without its first folders, one after the other.
 *
 * @param from the file from whose folder relative names start
 * @param pattern as written; `*`, `?` and `[…]` stand for characters of one name
 * @returns the files that fit, sorted, without `from`; empty = none was given
 */
export function includedPaths(from: string, pattern: string, given: readonly string[]): readonly string[] {
  for (const candidate of candidates(from, pattern)) {
    const matcher = patternOf(candidate);
    const found = given.filter((path) => path !== from && matcher.test(normal(path)));
    if (found.length > 0) return found.toSorted();
  }
  return [];
}

function candidates(from: string, pattern: string): string[] {
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  if (!pattern.startsWith('/')) return [normal(`${folder}${pattern}`)];
  const parts = pattern.split('/').filter((part) => part !== '');
  // A bare name with a wildcard would take in whatever lies beside.
  const fewest = /[*?[]/.test(parts.at(-1) ?? '') ? 2 : 1;
  const below = parts
    .map((_, index) => parts.slice(index))
    .filter((rest) => rest.length >= fewest)
    .map((rest) => normal(`${folder}${rest.join('/')}`));
  return [normal(pattern), ...below];
}

/** Without `.`, `..` and doubled slashes; a leading slash is kept. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

function patternOf(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  try {
    return new RegExp(`^${source}$`);
  } catch {
    // A `[` that is never closed stands for itself.
    return new RegExp(`^${glob.replace(/[.+^${}()|\\[\]*?]/g, '\\$&')}$`);
  }
}
