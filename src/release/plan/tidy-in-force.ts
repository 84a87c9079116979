import type { Release } from '../release.ts';
import { hideSecrets } from './hide-secrets.ts';
import type { InForce, InForceFile } from './plan.ts';

/**
 * Files as they were read on nodes, made comparable: secrets are references again; nodes stand in the order of the
 * release, then by name; a file that is still what `former` gave knows where its lines come from.
 * @param former the release that they may be, where its site is known
 */
export function tidyInForce(read: InForce, wanted: Release, former: Release | undefined): InForce {
  const templates = [...(former?.files ?? []), ...wanted.files];
  const files = inOrder(read.files, wanted).map((file) => {
    const own = templates.filter(({ node }) => node === file.node);
    return withOrigins({ ...file, text: hideSecrets(file.path, file.text, own) }, former);
  });
  return { ...read, files };
}

function withOrigins(file: InForceFile, former: Release | undefined): InForceFile {
  const same = former?.files.find(
    ({ node, path, text }) => node === file.node && path === file.path && text === file.text,
  );
  return same === undefined ? file : { ...file, origins: same.origins };
}

function inOrder(files: readonly InForceFile[], wanted: Release): InForceFile[] {
  const known = [...new Set(wanted.files.map(({ node }) => node))];
  const others = [...new Set(files.map(({ node }) => node))]
    .filter((node) => !known.includes(node))
    .toSorted();
  return [...known, ...others].flatMap((node) => files.filter((file) => file.node === node));
}
