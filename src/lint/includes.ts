import type { KnownFile } from './group.ts';
import { includedPaths } from './include-path.ts';

/** keepalived.conf(5) knows variants of the word that differ in what they do when a file is missing. */
const KEEPALIVED_INCLUDE = /^[ \t]*include[rmwba]{0,4}[ \t]+"?([^\s"]+)/gm;
const NGINX_INCLUDE = /(?:^|[;{}])\s*include\s+["']?([^\s;"']+)["']?\s*;/gm;

/** The given files that a file includes, and those that they include, each once and in the order of reading. */
export function filesIncludedBy(main: KnownFile, given: readonly KnownFile[]): readonly KnownFile[] {
  if (patternsOf(main, main).length === 0) return [];
  const others = given.filter(
    ({ path, kind }) => path !== main.path && (kind === main.kind || kind === 'unknown'),
  );
  const byPath = new Map(others.map((file) => [file.path, file]));
  const paths = [...byPath.keys()];
  const found = new Set<KnownFile>();
  const visit = (file: KnownFile): void => {
    for (const pattern of patternsOf(main, file)) {
      // nginx reads relative names from the folder of nginx.conf, Keepalived from that of the including file.
      const from = main.kind === 'nginx' ? main.path : file.path;
      for (const path of includedPaths(from, pattern, paths)) {
        const included = byPath.get(path);
        if (included === undefined || found.has(included)) continue;
        found.add(included);
        visit(included);
      }
    }
  };
  visit(main);
  return [...found];
}

/** The files that no other one includes. In a ring the first by path stays. */
export function dropIncluded(files: readonly KnownFile[], given: readonly KnownFile[]): readonly KnownFile[] {
  const dropped = new Set<KnownFile>();
  for (const file of files.toSorted((left, right) => (left.path < right.path ? -1 : 1))) {
    if (dropped.has(file)) continue;
    for (const included of filesIncludedBy(file, given)) dropped.add(included);
  }
  return files.filter((file) => !dropped.has(file));
}

function patternsOf(main: KnownFile, { text }: KnownFile): string[] {
  const word = main.kind === 'nginx' ? NGINX_INCLUDE : KEEPALIVED_INCLUDE;
  return [...text.matchAll(word)].map(([, pattern = '']) => pattern);
}
