import { runsEngine } from '../site/runs-engine.ts';
import type { Engine, Site, SiteNode } from '../site/site.ts';
import { foreignFiles } from './foreign-files.ts';
import { settingsOf } from './plan-network.ts';
import type { Pod, PodContainer, PodHealth, PodMount, PodNetwork, PodOptions } from './pod.ts';
import { vipWords } from './vip-words.ts';

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

/** Accounts of the distribution; nobody else is root there either. */
const USERS: Readonly<Record<Engine, string>> = { haproxy: 'haproxy', nginx: 'www-data' };

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
    environment: { HOLDFAST_VIPS: vipWords(site, node) },
    mounts: [track(false)],
    health: { command: '/usr/lib/holdfast/pod home', everyS: 5, retries: 2, startS: 5 },
  };
  const engines = (['haproxy', 'nginx'] as const)
    .filter((name) => runsEngine(site, name))
    .map(
      (name): PodContainer => ({
        ...common,
        name,
        command: [name],
        user: USERS[name],
        capabilities: [],
        environment: {},
        mounts: [
          CONFIG,
          ...foreignFiles(site).map((file) => ({ source: file, target: file, readOnly: true })),
          track(true),
        ],
        // Its sockets and pid file, as a user other than root.
        scratch: ['/run', '/run/holdfast', '/tmp'],
        health: REJOIN,
      }),
    );
  const keepalived: PodContainer = {
    ...common,
    name: 'keepalived',
    command: ['keepalived'],
    capabilities: ['NET_ADMIN', 'NET_RAW'],
    environment: {},
    mounts: [CONFIG, track(true)],
    health: REJOIN,
  };
  return [holder, ...engines, keepalived];
}
