import type { KnownFile } from './group.ts';
import type { FileKind } from './lint-file.ts';
import { nodeFolder } from './node-folder.ts';
import type { NodeFiles } from './read-node.ts';

/** Files of other programs that say something of a node; the rest says nothing about one node. */
const ABOUT_A_NODE: readonly FileKind[] = ['corosync', 'ossec', 'pcs', 'script', 'sysctl', 'systemd'];

/**
 * The sites with the files of other programs in the nodes they belong to: those of the same folder, and what lies in a
 * folder above belongs to every node below. Nodes of which nothing but such files is known stay only where those files
 * have no other node.
 */
export function placeForeign(
  sites: readonly (readonly NodeFiles[])[],
  files: readonly KnownFile[],
): readonly (readonly NodeFiles[])[] {
  const foreign = files.filter(({ kind }) => ABOUT_A_NODE.includes(kind));
  const all = sites.flat();
  const engines = all.filter(hasEngine);
  const homeless = foreign.filter((file) => !engines.some((node) => isOf(file, node)));
  return sites
    .map((nodes) =>
      nodes.flatMap((node) => {
        const own = (hasEngine(node) ? foreign : homeless).filter((file) => isOf(file, node));
        return hasEngine(node) || own.length > 0 ? [{ ...node, foreign: own }] : [];
      }),
    )
    .filter((nodes) => nodes.length > 0);
}

function hasEngine({ haproxy, keepalived, nginx }: NodeFiles): boolean {
  return haproxy.length + keepalived.length + nginx.length > 0;
}

function isOf(file: KnownFile, { name, folder }: NodeFiles): boolean {
  if (file.node !== undefined) return folder === undefined && file.node === name;
  if (folder === undefined) return true;
  const own = nodeFolder(file.path);
  return own === folder || own === '' || folder.startsWith(`${own}/`);
}
