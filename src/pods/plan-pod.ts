import type { Problem } from '../base/problem.ts';
import type { Site, SiteNode } from '../site/site.ts';
import { checkPod } from './check-pod.ts';
import { foreignFiles, passedVariables } from './foreign-files.ts';
import { planMembers } from './plan-members.ts';
import { planNetwork, settingsOf } from './plan-network.ts';
import type { Pod, PodContainer, PodMount, PodOptions, PodVolume } from './pod.ts';

/** Where the image keeps what a node remembers. */
const STATE_DIR = '/var/lib/holdfast';
/** A foundation hands its VIPs over first (2 s at most), then ends its engines (3 s at most). */
const STOP_GRACE_S = 15;

/** The containers of one node; `pod` is undefined when a problem is an error. */
export function planPod(
  site: Site,
  node: SiteNode,
  options: PodOptions,
): { readonly pod: Pod | undefined; readonly problems: readonly Problem[] } {
  const problems = checkPod(site, node, options);
  if (problems.some(({ severity }) => severity === 'error')) return { pod: undefined, problems };
  const network = planNetwork(node, options);
  const volumes: PodVolume[] =
    options.style === 'members' ? [{ name: 'track', inMemory: true }] : [{ name: 'state', inMemory: false }];
  const containers: Pod['containers'] =
    options.style === 'members' ? planMembers(site, node, options, network) : [lbNode(site, node, options)];
  return {
    pod: { site: site.name, node: node.name, style: options.style, network, containers, volumes },
    problems,
  };
}

/** Foundation, engines and daemon in one container: an engine that dies is started again on the sockets that stay. */
function lbNode(site: Site, node: SiteNode, options: PodOptions): PodContainer {
  const mounts: PodMount[] = [
    { source: './holdfast.yaml', target: '/etc/holdfast/holdfast.yaml', readOnly: true },
    { source: './pki', target: '/etc/holdfast/pki', readOnly: true },
    ...foreignFiles(site).map((file) => ({ source: file, target: file, readOnly: true })),
    { source: 'state', target: STATE_DIR, readOnly: false },
  ];
  return {
    name: 'lb-node',
    image: options.image,
    command: ['node'],
    capabilities: [
      // Keepalived: addresses, VRRP packets. HAProxy: away from root. The foundation: ends a HAProxy of another user.
      ...['NET_ADMIN', 'NET_RAW'],
      ...['SETUID', 'SETGID', 'KILL'],
      // Ports below 1024: the sysctl for it cannot be set for the host's network.
      ...(options.network === 'host' ? ['NET_BIND_SERVICE'] : []),
    ],
    sysctls: settingsOf(site, options.network),
    environment: { HOLDFAST_NODE: node.name },
    passed: passedVariables(site),
    mounts,
    scratch: ['/run', '/tmp'],
    health: { command: '/usr/lib/holdfast/pod fit', everyS: 5, retries: 2, startS: 20 },
    stopGraceS: STOP_GRACE_S,
  };
}
