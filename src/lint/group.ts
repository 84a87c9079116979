import type { FileKind, LintFile } from './lint-file.ts';
import { folderName, nodeFolder } from './node-folder.ts';
import { roleRank, seriesOf } from './node-marker.ts';
import { placeForeign } from './place-foreign.ts';
import type { NodeFiles } from './read-node.ts';
import { splitFolder } from './split-folder.ts';

export interface KnownFile extends LintFile {
  readonly kind: FileKind;
}

/** The nodes that stand in for each other, with their files: what the rules across nodes look at together. */
export type SiteFiles = readonly NodeFiles[];

/**
 * Which files belong to one node, and which nodes to one site.
 *
 * Nodes that the user named are one site. Else the folder names the node, without the well-known folders inside a host
 * (`lb1/etc/haproxy/haproxy.cfg` → `lb1`), and folders side by side whose names differ in a number or a role only
 * (`lb1` and `lb2`, `master` and `backup`) are one site. In one folder, `keepalived-master.conf` and
 * `keepalived-backup.conf` are two nodes. Files that no such thing connects are sites of their own: comparing
 * strangers gives false alarms.
 */
export function groupFiles(files: readonly KnownFile[]): readonly SiteFiles[] {
  const named = byKey(
    files.filter(({ node }) => node !== undefined),
    ({ node }) => node ?? '',
  );
  const sites: SiteFiles[] = [];
  if (named.size > 0) {
    sites.push([...named].flatMap(([name, own]) => splitFolder(own, name, undefined).flat()));
  }
  const folders = byKey(
    files.filter(({ node }) => node === undefined),
    ({ path }) => nodeFolder(path),
  );
  const series = new Map<string, NodeFiles[]>();
  for (const [folder, own] of folders) {
    const name = folderName(folder);
    const common = name === undefined ? undefined : seriesOf(name);
    const [first = [], ...others] = splitFolder(own, common === undefined ? '.' : (name ?? '.'), folder);
    sites.push(...others);
    if (common === undefined || first.length !== 1) sites.push(first);
    else {
      const key = folder.slice(0, -(name ?? '').length) + common;
      series.set(key, [...(series.get(key) ?? []), ...first]);
    }
  }
  sites.push(...series.values());
  return placeForeign(sites, files).map((nodes) => nodes.toSorted(byRole));
}

function byRole(left: NodeFiles, right: NodeFiles): number {
  return roleRank(left.name) - roleRank(right.name) || (left.name < right.name ? -1 : 1);
}

function byKey<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const list = map.get(key);
    if (list === undefined) map.set(key, [item]);
    else list.push(item);
  }
  return map;
}
