import { parseHaproxy } from '../../engines/haproxy/grammar/parse.ts';
import type { HaproxyMeaning } from '../../engines/haproxy/meaning/meaning.ts';
import { readHaproxy } from '../../engines/haproxy/meaning/read-haproxy.ts';
import type { Release } from '../../release/release.ts';
import { type Listener, listenersOf } from '../../site/listeners.ts';
import type { Site } from '../../site/site.ts';
import type { ImportNode } from '../import-node.ts';
import { compareFacts, type Difference } from './facts.ts';
import { haproxyFacts } from './haproxy-facts.ts';
import { comparableWithNginx, nginxFacts } from './nginx-facts.ts';
import { vipFactsOfFiles, vipFactsOfSite } from './vip-facts.ts';

/** What a site, with its release, does otherwise than the files it was imported from. Nodes bear the site's names. */
export function compareImport(nodes: readonly ImportNode[], site: Site, release: Release): Difference[] {
  const haproxy = nodes.find((node) => node.haproxy !== undefined)?.haproxy;
  const addresses = site.vips.flatMap((vip) => vip.addresses.map(({ address }) => address));
  const nginx = nodes.find((node) => node.nginx !== undefined)?.nginx;
  const vips = new Map(site.vips.map((vip) => [vip.name, vip.addresses.map(({ address }) => address)]));
  const ofNginx = nginx === undefined ? new Map<string, string>() : nginxFacts(nginx, vips);
  const isPair = nodes.some(({ instances }) => instances.length > 0);
  const before = new Map([
    ...(haproxy === undefined ? ofNginx : haproxyFacts(haproxy, addresses)),
    ...vipFactsOfFiles(nodes),
  ]);
  const compiledFacts = haproxyFacts(compiled(site, release), addresses);
  const after = new Map([
    ...(haproxy === undefined && nginx !== undefined
      ? comparableWithNginx(ofNginx, compiledFacts)
      : compiledFacts),
    ...(isPair ? vipFactsOfSite(site) : []),
  ]);
  return compareFacts(before, after).filter(({ what }) => !isNodesOwn(site, what));
}

/** The statistics page moves from everywhere to the nodes' own addresses; it serves no client. */
function isNodesOwn(site: Site, what: string): boolean {
  const port = site.stats?.port;
  return port !== undefined && what.startsWith('listener ') && new RegExp(`:${port}(: |$)`).test(what);
}

/** The first node's haproxy.cfg; sockets that the foundation holds stand in it with their addresses. */
function compiled(site: Site, release: Release): HaproxyMeaning {
  const [node] = site.nodes;
  const file = release.files.find(({ node: name, path }) => name === node?.name && path === 'haproxy.cfg');
  const sockets = new Map(
    listenersOf(site, node?.name ?? '').map((listener) => [listener.fd, placeOf(listener)]),
  );
  const text = (file?.text ?? '').replaceAll(/\bbind fd@(\d+)/g, (whole, fd: string) => {
    const place = sockets.get(Number(fd));
    return place === undefined ? whole : `bind ${place}`;
  });
  return readHaproxy([parseHaproxy(text, 'haproxy.cfg').source]).meaning;
}

function placeOf({ address, family, port }: Listener): string {
  return family === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}
