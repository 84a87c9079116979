import type { Site } from '../site/site.ts';

/** Folders of the files on a node that a spec names: certificates, secrets, error pages. A file that is renewed is replaced, and
 * a container that has it alone would keep the former one: hence the folder. */
export function foreignFiles(site: Site): readonly string[] {
  const named = [
    ...site.services.flatMap(({ tls }) => tls?.certificates ?? []),
    ...site.pools.flatMap(({ tls }) => (tls === undefined || tls.ca.startsWith('@') ? [] : [tls.ca])),
    ...Object.values(site.errorPages),
    ...secretsOf(site).flatMap((secret) => ('file' in secret ? [secret.file] : [])),
  ];
  const folders = named
    .filter((file) => file.startsWith('/'))
    .map((file) => file.slice(0, Math.max(1, file.lastIndexOf('/'))));
  // Our own folders are mounted already, and /dev is no folder of files.
  return [...new Set(folders)]
    .filter((folder) => !/^\/(?:etc\/holdfast(?:\/pki)?|dev)?$/.test(folder))
    .toSorted();
}

/** Names of the environment variables that hold a spec's secrets, sorted. */
export function passedVariables(site: Site): readonly string[] {
  const names = secretsOf(site).flatMap((secret) => ('env' in secret ? [secret.env] : []));
  return [...new Set(names)].toSorted();
}

type AnySecret = { readonly env: string } | { readonly file: string };

/** Wherever they stand: an object with `env` or `file` alone is a secret everywhere in a site. */
export function secretsOf(site: Site): readonly AnySecret[] {
  const { origins: _places, lab: _players, ...rest } = site;
  return walk(rest);
}

function walk(value: unknown): AnySecret[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && typeof only[1] === 'string') {
    if (only[0] === 'env') return [{ env: only[1] }];
    if (only[0] === 'file') return [{ file: only[1] }];
  }
  return entries.flatMap(([, inner]) => walk(inner));
}
