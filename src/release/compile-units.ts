import { type Listener, listenersOf } from '../site/listeners.ts';
import type { Site, SiteNode } from '../site/site.ts';

/** A file for one node; `path` is below the root of its file system, without the first slash. */
export interface HostFile {
  readonly node: string;
  readonly path: string;
  readonly mode: number;
  readonly text: string;
}

/** The host's own network; any other name is a network namespace of /run/netns. */
export const HOST_NETWORK = 'host';

const UNITS = 'etc/systemd/system';

/**
 * What a node needs beside the package to run `site` under systemd: its name, a socket unit for each listener, and
 * drop-ins when it runs in a network namespace. Sorted by node (the spec's order), then by path.
 * @param network `host`, or the name of a network namespace
 */
export function compileUnits(site: Site, network: string = HOST_NETWORK): readonly HostFile[] {
  return site.nodes.flatMap((node) =>
    [nameOf(node), ...listenersOf(site, node.name).map((listener) => socketUnit(node, listener, network))]
      .concat(network === HOST_NETWORK ? [] : dropIns(node, network))
      .toSorted((one, other) => (one.path < other.path ? -1 : 1)),
  );
}

/** Unit names take letters, digits and `:-_.\`; an IPv6 address has colons. */
export function socketUnitName({ service, address, port }: Listener): string {
  return `holdfast-${service ?? 'stats'}-${address}-${port}.socket`;
}

function nameOf({ name }: SiteNode): HostFile {
  const text = `# The name of this host in the spec. Secrets that the spec takes from the environment may stand here, too.\nHOLDFAST_NODE=${name}\n`;
  return { node: name, path: 'etc/holdfast/holdfast.env', mode: 0o600, text };
}

/**
 * FreeBind: the VIP may be another node's now. ReusePort: a foundation that has bound the port itself, or asks the engines about
 * a release, binds beside it. Backlog as HAProxy asks for. No trigger limit: connections that come while the foundation restarts wait.
 */
function socketUnit(node: SiteNode, listener: Listener, network: string): HostFile {
  const { service, address, family, port } = listener;
  const place = family === 6 ? `[${address}]:${port}` : `${address}:${port}`;
  const text = `# Written by holdfast render; changes in this file are overwritten, change the spec.
[Unit]
Description=Holdfast: ${service === undefined ? 'statistics' : `service ${service}`} on ${place}

[Socket]
ListenStream=${place}
${family === 6 ? 'BindIPv6Only=ipv6-only\n' : ''}Accept=no
FreeBind=yes
ReusePort=yes
NoDelay=yes
Backlog=4096
TriggerLimitIntervalSec=0
Service=holdfast-foundation@${network}.service
${network === HOST_NETWORK ? '' : `NetworkNamespacePath=/run/netns/${network}\n`}
[Install]
WantedBy=sockets.target
`;
  return { node: node.name, path: `${UNITS}/${socketUnitName(listener)}`, mode: 0o644, text };
}

function dropIns({ name: node }: SiteNode, network: string): HostFile[] {
  const text = `# Written by holdfast render: this node serves in the network namespace ${network}, which must be there first.
[Service]
NetworkNamespacePath=/run/netns/${network}
`;
  return [`holdfast-foundation@${network}.service.d`, 'holdfast.service.d'].map((folder) => ({
    node,
    path: `${UNITS}/${folder}/network.conf`,
    mode: 0o644,
    text,
  }));
}
