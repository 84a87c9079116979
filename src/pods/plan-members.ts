import { listenersOf } from '../site/listeners.ts';
import type { Site, SiteNode } from '../site/site.ts';
import { foreignFiles } from './foreign-files.ts';
import { settingsOf } from './plan-network.ts';
import type { Pod, PodContainer, PodHealth, PodMount, PodNetwork, PodOptions } from './pod.ts';

/** The folder: a file that is rendered again is another file, and a container that has one alone keeps the former. */
const CONFIG: PodMount = { source: './config', target: '/etc/holdfast', readOnly: true };
const TRACK = '/run/holdfast/track';

/** Ends the member when the holder of the network has a newer one: the engine of containers starts it again, in that. */
const REJOIN: PodHealth = {
  command: '/usr/lib/holdfast/pod home || kill -TERM 1',
  everyS: 1,
  retries: 1,
  startS: 0,
};

/** A container that holds the network and tells VRRP who is fit, and one for each engine that joins it. */
export function planMembers(
  site: Site,
  node: SiteNode,
  options: PodOptions,
  network: PodNetwork,
): Pod['containers'] {
  const { image } = options;
  const common = { image, sysctls: {}, passed: [], stopGraceS: 10, scratch: ['/run', '/tmp'] } as const;
  const track = (readOnly: boolean): PodMount => ({ source: 'track', target: TRACK, readOnly });
  const holder: PodContainer = {
    ...common,
    name: 'lb-node',
    command: ['hold'],
    capabilities: [],
    sysctls: settingsOf(site, network.kind),
    environment: { HOLDFAST_VIPS: vipWords(site, node), HOLDFAST_CHECK: checkWord(site, node) },
    mounts: [track(false)],
    health: { command: '/usr/lib/holdfast/pod home', everyS: 5, retries: 2, startS: 5 },
  };
  const haproxy: PodContainer = {
    ...common,
    name: 'haproxy',
    command: ['haproxy'],
    user: 'haproxy',
    capabilities: [],
    environment: {},
    mounts: [
      CONFIG,
      ...foreignFiles(site).map((file) => ({ source: file, target: file, readOnly: true })),
      track(true),
    ],
    // Its sockets, as a user other than root.
    scratch: ['/run', '/run/holdfast', '/tmp'],
    health: REJOIN,
  };
  const keepalived: PodContainer = {
    ...common,
    name: 'keepalived',
    command: ['keepalived'],
    capabilities: ['NET_ADMIN', 'NET_RAW'],
    environment: {},
    mounts: [CONFIG, track(true)],
    health: REJOIN,
  };
  return [holder, haproxy, keepalived];
}

/** `NAME=ADDRESS=HEALTHY=HOLDER` for each VIP: what the holder writes into its track file. */
function vipWords(site: Site, node: SiteNode): string {
  return site.vips
    .filter((vip) => vip.holders.some((holder) => holder.node === node.name))
    .map(({ name, addresses, healthyWeight, holderWeight, failback }) =>
      [name, addresses[0]?.address ?? '', healthyWeight, failback === 'manual' ? holderWeight : 0].join('='),
    )
    .join(' ');
}

/** `ADDRESS/PORT` of a socket that HAProxy listens on; empty = there is none. */
function checkWord(site: Site, node: SiteNode): string {
  const [first] = listenersOf(site, node.name);
  return first === undefined ? '' : `${first.address}/${first.port}`;
}
