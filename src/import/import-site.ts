import type { Problem } from '../base/problem.ts';
import { type Span, START } from '../base/text-range.ts';
import type { HaproxyMeaning, Proxy } from '../engines/haproxy/meaning/meaning.ts';
import type { NginxSource } from '../engines/nginx/grammar/source.ts';
import type { OssecSource } from '../foreign/ossec/grammar/source.ts';
import { assumeVips } from './assume-vips.ts';
import { boundAddresses } from './bound-addresses.ts';
import { commentAbove } from './comment-above.ts';
import { type Draft, emptyDraft, tell } from './draft.ts';
import { importGlobals, takeStatsPage } from './import-globals.ts';
import type { ImportNode } from './import-node.ts';
import { importNodes, preferredFirst } from './import-nodes.ts';
import { importPool } from './import-pool.ts';
import { importServices, takeRedirecting } from './import-service.ts';
import { importVips } from './import-vips.ts';
import { tellKeepalivedRest } from './keepalived-rest.ts';
import { importNginx } from './nginx/import-nginx.ts';
import { assumeHelperVip } from './ossec/assume-helper-vip.ts';
import { importCluster } from './ossec/import-cluster.ts';
import { portTo } from './port-to.ts';
import { specName } from './spec-name.ts';
import { tellDifferences } from './tell-differences.ts';
import { writeSpec } from './write-spec.ts';

export interface ImportOptions {
  /** Of the site. */
  readonly name: string;
  /** Node → `10.0.0.11/24`, several with commas. */
  readonly addresses: ReadonlyMap<string, string>;
}

export interface Imported {
  /** A spec, `holdfast.yaml`. */
  readonly text: string;
  /** What could not be said as it stood, in the order of the files. */
  readonly problems: readonly Problem[];
  /** The nodes under their names in the spec. */
  readonly nodes: readonly ImportNode[];
  /** An ossec.conf told of a Wazuh cluster. */
  readonly hasCluster: boolean;
}

/** The files of a pair as the spec that means the same. */
export function importSite(
  given: readonly ImportNode[],
  { name, addresses }: ImportOptions,
  ossec: readonly OssecSource[] = [],
): Imported {
  const nodes = preferredFirst(given.length === 0 ? [NOBODY] : given);
  const haproxy = nodes.find((node) => node.haproxy !== undefined)?.haproxy;
  const draft = emptyDraft(name, haproxy?.sources ?? []);
  const start: Span = {
    path: firstPath(nodes) ?? ossec[0]?.path ?? 'haproxy.cfg',
    ...START,
    endLine: 1,
    endColumn: 1,
  };
  const named = importNodes(draft, nodes, addresses, start);
  importVips(draft, named);
  const nginx = nodes.find((node) => node.nginx !== undefined);
  const balancing = haproxy === undefined ? nginx : undefined;
  if (Object.keys(draft.spec.vips).length === 0)
    assumeVips(draft, [...boundAddresses(haproxy, balancing?.nginx), ...assumeHelperVip(ossec)], start);
  const { proxies: taken } = importCluster(draft, ossec, haproxy);
  const hasCluster = draft.spec.wazuh !== undefined;
  if (haproxy !== undefined) importHaproxy(draft, haproxy, taken);
  if (balancing?.nginx !== undefined) importNginx(draft, balancing.nginx, balancing.nginxFiles);
  if (haproxy !== undefined && nginx?.nginx !== undefined) tellBoth(draft, nginx.nginx);
  if (Object.keys(draft.spec.services).length === 0 && !hasCluster)
    tell(draft, 'import/no-service', start, 'No file says what listens on the virtual address.');
  tellDifferences(draft, named);
  for (const node of nodes) if (node.keepalived !== undefined) tellKeepalivedRest(draft, node.keepalived);
  return { text: writeSpec(draft), problems: once(draft.problems), nodes: named, hasCluster };
}

/** Nothing is known of any node. */
const NOBODY: ImportNode = {
  name: '.',
  haproxy: undefined,
  keepalived: undefined,
  nginx: undefined,
  nginxFiles: [],
  instances: [],
};

/** @param taken what is in the spec already */
function importHaproxy(draft: Draft, meaning: HaproxyMeaning, taken: ReadonlySet<Proxy>): void {
  importGlobals(draft, meaning);
  const serving = meaning.proxies.filter((proxy) => !taken.has(proxy) && !takeStatsPage(draft, proxy));
  const pools = new Map<string, string>();
  const behind = serving.filter(({ kind, servers }) => kind !== 'frontend' && servers.length > 0);
  for (const proxy of behind) {
    const name = specName(proxy.name, Object.fromEntries([...pools.values()].map((pool) => [pool, true])));
    pools.set(proxy.name, name);
  }
  for (const proxy of behind) {
    const name = pools.get(proxy.name) ?? proxy.name;
    const pool = importPool(draft, name, proxy, portTo(serving, proxy));
    if (Object.keys(pool.servers).length === 0) {
      pools.delete(proxy.name);
      continue;
    }
    draft.spec.pools[name] = pool;
    const comment = proxy.kind === 'backend' ? commentAbove(draft.sources, proxy.head) : [];
    if (comment.length > 0) draft.comments.set(`pools/${name}`, comment);
  }
  const backends = {
    poolOf: (backend: string) => pools.get(backend),
    proxyOf: (backend: string) => behind.find((proxy) => proxy.name === backend),
  };
  const listening = serving.filter(({ kind }) => kind !== 'backend');
  const sending = listening.filter((proxy) => !isOnlyRedirect(proxy));
  for (const proxy of sending) importServices(draft, meaning, proxy, backends);
  for (const proxy of listening) {
    if (!sending.includes(proxy) && !takeRedirecting(draft, proxy))
      importServices(draft, meaning, proxy, backends);
  }
}

/** A spec has one engine; nginx beside HAProxy mostly serves pages on the same hosts. */
function tellBoth(draft: Draft, { path }: NginxSource): void {
  const message =
    'nginx is left out: HAProxy was given too, and is what is imported. Import nginx alone to see what it balances.';
  tell(draft, 'import/left-out', { path, ...START, endLine: 1, endColumn: 1 }, message);
}

function isOnlyRedirect(proxy: Proxy): boolean {
  return (
    proxy.servers.length === 0 &&
    !proxy.byKeyword.has('default_backend') &&
    !proxy.byKeyword.has('use_backend')
  );
}

function firstPath(nodes: readonly ImportNode[]): string | undefined {
  for (const { haproxy, nginx, keepalived } of nodes) {
    const path = haproxy?.sources[0]?.path ?? nginx?.path ?? keepalived?.sources[0]?.path;
    if (path !== undefined) return path;
  }
  return undefined;
}

/** The same line of a `defaults` section may be told for several proxies. */
function once(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()].sort(
    (left, right) =>
      left.path.localeCompare(right.path) || left.line - right.line || left.column - right.column,
  );
}
