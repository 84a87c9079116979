import { Document, isMap, isScalar, type Node } from 'yaml';
import type { Pod, PodContainer, PodLink } from './pod.ts';

/**
 * A compose.yaml that docker-compose 1.29 and Compose v2 take. No `version` (v2 calls it obsolete) and no `name` (1.29 refuses
 * it): the project is called as its folder.
 */
export function printCompose(pod: Pod): string {
  const document = new Document({
    services: Object.fromEntries(pod.containers.map((one, index) => [one.name, serviceOf(pod, one, index)])),
    ...networksOf(pod),
    volumes: Object.fromEntries(
      pod.volumes.map(({ name, inMemory }) => [
        name,
        inMemory
          ? { driver: 'local', driver_opts: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m,mode=0755' } }
          : { driver: 'local' },
      ]),
    ),
  });
  document.commentBefore = headOf(pod);
  comment(document, ['networks'], NETWORK_WORDS);
  comment(document, ['services', 'lb-node', 'cap_add'], CAPABILITY_WORDS[pod.style]);
  comment(
    document,
    ['services', 'lb-node', 'sysctls'],
    ' What a node needs of the kernel, in its own network alone.',
  );
  for (const { name } of pod.containers.slice(1))
    comment(document, ['services', name, 'healthcheck'], REJOIN_WORDS);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function serviceOf(pod: Pod, container: PodContainer, index: number): unknown {
  const { name, image, command, user, capabilities, sysctls, environment, passed, health } = container;
  const first = pod.containers[0].name;
  return {
    image,
    command: [...command],
    ...(index === 0 ? { hostname: pod.node } : {}),
    ...(user === undefined ? {} : { user }),
    ...(index === 0 ? networkOf(pod) : joined(first)),
    // `unless-stopped` takes a crash of dockerd for a wish: the next one ends what still runs, and starts nothing.
    restart: 'always',
    stop_grace_period: `${container.stopGraceS}s`,
    read_only: true,
    tmpfs: [...container.scratch],
    cap_drop: ['ALL'],
    ...(capabilities.length === 0 ? {} : { cap_add: [...capabilities] }),
    security_opt: ['no-new-privileges:true'],
    ...(Object.keys(sysctls).length === 0 ? {} : { sysctls }),
    ...(Object.keys(environment).length + passed.length === 0
      ? {}
      : { environment: { ...environment, ...Object.fromEntries(passed.map((one) => [one, null])) } }),
    volumes: container.mounts.map(
      ({ source, target, readOnly }) => `${source}:${target}${readOnly ? ':ro' : ''}`,
    ),
    healthcheck: {
      test: ['CMD-SHELL', health.command],
      interval: `${health.everyS}s`,
      timeout: '5s',
      retries: health.retries,
      start_period: `${health.startS}s`,
    },
    ulimits: { nofile: { soft: 20_000, hard: 20_000 } },
    logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
    labels: { 'holdfast.pod': pod.site, 'holdfast.role': name },
  };
}

function joined(holder: string): object {
  return {
    network_mode: `service:${holder}`,
    depends_on: { [holder]: { condition: 'service_started' } },
  };
}

function networkOf({ network }: Pod): object {
  if (network.kind === 'host' || network.kind === 'namespace') return { network_mode: 'host' };
  return {
    networks: Object.fromEntries(
      network.links.map(({ interface: name, addresses }) => [
        name,
        Object.fromEntries(addresses.map(({ address, family }) => [`ipv${family}_address`, address])),
      ]),
    ),
  };
}

function networksOf({ network }: Pod): { networks?: unknown } {
  if (network.kind === 'host' || network.kind === 'namespace') return {};
  return {
    networks: Object.fromEntries(network.links.map((link) => [link.interface, lan(network.kind, link)])),
  };
}

function lan(driver: string, { parent, addresses }: PodLink): unknown {
  return {
    driver,
    driver_opts: { parent },
    ...(addresses.some(({ family }) => family === 6) ? { enable_ipv6: true } : {}),
    ipam: {
      config: addresses.map(({ subnet, gateway }) => ({
        subnet,
        ...(gateway === undefined ? {} : { gateway }),
      })),
    },
  };
}

function headOf({ site, node, style, network }: Pod): string {
  const lines = [
    `Site ${site}, node ${node}: written by \`holdfast render --target compose\`; render again instead of changing it.`,
    'One project on one host: the other node of the pair has a file and a host of its own.',
    '',
    style === 'one'
      ? 'Foundation, engines and daemon are one container: an engine that crashes, is reloaded or updated by an apply costs no'
      : 'A container for each engine. Each restart of an engine refuses connections while it lasts; --style one does not.',
    ...(style === 'one' ? ['connection. Ask it with: docker-compose exec lb-node holdfast status'] : []),
  ];
  if (network.kind === 'host') {
    lines.push(
      '',
      "On the host itself (the host's network takes no sysctls from here), in /etc/sysctl.d/holdfast.conf:",
      '  net.ipv4.ip_nonlocal_bind = 1',
      '  net.ipv4.tcp_migrate_req = 1',
      '  net.ipv4.conf.all.arp_ignore = 1',
      '  net.ipv4.conf.all.arp_announce = 2',
    );
  }
  return lines.map((line) => (line === '' ? '' : ` ${line}`)).join('\n');
}

const CAPABILITY_WORDS = {
  one: ' Addresses and VRRP; HAProxy gives root away (SETUID, SETGID), and is ended by the foundation all the same (KILL).',
  members: '',
} as const;

const REJOIN_WORDS = ` When lb-node was restarted, this container still lives in its former network, without an interface, and looks
 well. It compares the two, and ends itself once the new one is there: the engine of containers then starts it again, in that.`;

const NETWORK_WORDS = ` A VIP on a bridge of Docker is not reachable from the LAN: the pod has interfaces of its own there. The host itself
 cannot reach a macvlan interface on its own parent; ask from another machine. Where switches or hypervisors take one
 MAC address a port, use ipvlan. Clouds (AWS, Azure, GCP, most OpenStack) ignore gratuitous ARP and packets from
 addresses that they did not assign: there a VIP moves by the cloud's own API or load balancer, not by VRRP.`;

/** Puts words above a key. */
function comment(document: Document, path: readonly string[], words: string): void {
  const parent = document.getIn(path.slice(0, -1), true);
  if (!isMap(parent) || words === '') return;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
  if (pair !== undefined) (pair.key as Node).commentBefore = words;
}
