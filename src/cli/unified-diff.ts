import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** What `patch -p1` and `git apply` read; nothing when the texts are the same. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const [left, right] = path.startsWith('/') ? [path, path] : [`a/${path}`, `b/${path}`];
  return createTwoFilesPatch(left, right, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
