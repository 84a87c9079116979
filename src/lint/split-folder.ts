import type { KnownFile, SiteFiles } from './group.ts';
import { dropIncluded, filesIncludedBy } from './includes.ts';
import { markerOf, roleRank } from './node-marker.ts';
import type { NodeFiles } from './read-node.ts';

/** One haproxy or keepalived with its files, and the part of their names that tells it from another. */
interface Instance {
  readonly marker: string | undefined;
  readonly files: readonly KnownFile[];
}

/**
 * The nodes that the files of one host's folder describe. The first list is one site; files that are whole by
 * themselves and unlike the others are sites of their own.
 *
 * @param folder undefined = the user said that this is one node: names of files tell nothing
 */
export function splitFolder(
  files: readonly KnownFile[],
  name: string,
  folder: string | undefined,
): readonly SiteFiles[] {
  const isOneNode = folder === undefined;
  const haproxy = haproxyInstances(of(files, 'haproxy'), isOneNode);
  const keepalived = sameMarkers(haproxy, keepalivedInstances(files, isOneNode));
  const nginx = nginxInstances(files);
  const markers = unique([...haproxy, ...keepalived].flatMap(({ marker }) => marker ?? []));
  const plainHaproxy = haproxy.filter(({ marker }) => marker === undefined);
  const plainKeepalived = keepalived.filter(({ marker }) => marker === undefined);
  // One that is written once for a marked pair is each node's that has none of its own.
  const isShared = markers.length === 0 || markers.some((marker) => find(haproxy, marker) === undefined);
  const [onlyHaproxy, ...moreHaproxy] =
    plainHaproxy.length === 1 && isShared ? plainHaproxy : [undefined, ...plainHaproxy];
  const hasMarkedKeepalived = keepalived.length > plainKeepalived.length;
  // One keepalived.conf cannot be both nodes'.
  const [onlyKeepalived, ...moreKeepalived] =
    plainKeepalived.length === 1 && (markers.length === 0 || hasMarkedKeepalived)
      ? plainKeepalived
      : [undefined, ...plainKeepalived];

  const node = (own: string, hap: Instance | undefined, kad: Instance | undefined): NodeFiles => ({
    name: own,
    folder,
    haproxy: hap?.files ?? [],
    keepalived: kad?.files ?? [],
    nginx,
    foreign: [],
  });
  const marked = markers.map((marker) =>
    node(marker, find(haproxy, marker) ?? onlyHaproxy, find(keepalived, marker)),
  );
  const rest =
    onlyKeepalived === undefined && marked.length > 0 ? [] : [node(name, onlyHaproxy, onlyKeepalived)];
  const first = [...marked, ...rest];
  const strangers = [
    ...moreHaproxy.map((one) => ({ ...node('.', one, undefined), nginx: [] })),
    ...moreKeepalived.map((one) => ({ ...node('.', undefined, one), nginx: [] })),
  ];
  return [first, ...strangers.map((one) => [one])];
}

function haproxyInstances(files: readonly KnownFile[], isOneNode: boolean): Instance[] {
  if (files.length === 0) return [];
  if (isOneNode) return [{ marker: undefined, files: mainFirst(files) }];
  const markers = unique(files.flatMap(({ path }) => markerOf(path) ?? []));
  const marked = markers.map((marker) => ({
    marker,
    files: files.filter(({ path }) => markerOf(path) === marker),
  }));
  const plain = files.filter(({ path }) => markerOf(path) === undefined);
  if (plain.length === 0) return marked;
  const whole = plain.filter(({ text }) => /^\s*global\b/m.test(text));
  const isOne = plain.length === 1 || whole.length === 1 || (whole.length === 0 && plain.every(isPart));
  if (isOne) return [...marked, { marker: undefined, files: mainFirst(plain) }];
  return [...marked, ...plain.map((file) => ({ marker: undefined, files: [file] }))];
}

/** `10-frontends.cfg`, or a file in a folder that HAProxy reads as a whole (`-f DIR`). */
function isPart({ path }: KnownFile): boolean {
  return /(?:^|\/)\d+[-_][^/]*$|(?:\.d|conf)\/[^/]+$/.test(path);
}

/** `haproxy.cfg` first, then as HAProxy reads a folder: by name. */
function mainFirst(files: readonly KnownFile[]): readonly KnownFile[] {
  const rank = ({ path }: KnownFile) => (/(?:^|\/)haproxy\.cfg$/.test(path) ? 0 : 1);
  return files.toSorted((left, right) => rank(left) - rank(right) || (left.path < right.path ? -1 : 1));
}

function keepalivedInstances(files: readonly KnownFile[], isOneNode: boolean): Instance[] {
  const own = of(files, 'keepalived');
  const mains = dropIncluded(own, own);
  const whole = mains.map((main) => [main, ...filesIncludedBy(main, files)]);
  if (whole.length === 0) return [];
  if (isOneNode) return [{ marker: undefined, files: whole.flat() }];
  const byMarker = Map.groupBy(whole, ([main]) => markerOf(main?.path ?? ''));
  return [...byMarker].flatMap(([marker, own]): Instance[] =>
    marker === undefined ? own.map((all) => ({ marker, files: all })) : [{ marker, files: own.flat() }],
  );
}

function nginxInstances(files: readonly KnownFile[]): NodeFiles['nginx'] {
  const own = of(files, 'nginx');
  return dropIncluded(own, own).map((main) => ({ main, others: filesIncludedBy(main, files) }));
}

/** `haproxy-lb1.cfg` beside `keepalived-master.conf`: as many of each, so the first is the first. */
function sameMarkers(haproxy: readonly Instance[], keepalived: readonly Instance[]): readonly Instance[] {
  const names = markersOf(haproxy);
  const others = markersOf(keepalived);
  if (names.length !== others.length || others.some((marker) => names.includes(marker))) return keepalived;
  return keepalived.map(({ marker, files }) => ({
    marker: marker === undefined ? undefined : names[others.indexOf(marker)],
    files,
  }));
}

function markersOf(instances: readonly Instance[]): string[] {
  return instances
    .flatMap(({ marker }) => marker ?? [])
    .toSorted((left, right) => roleRank(left) - roleRank(right) || (left < right ? -1 : 1));
}

function find(instances: readonly Instance[], marker: string): Instance | undefined {
  return instances.find((one) => one.marker === marker);
}

function of(files: readonly KnownFile[], kind: KnownFile['kind']): readonly KnownFile[] {
  return files.filter((file) => file.kind === kind);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
