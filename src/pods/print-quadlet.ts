import { NAMESPACE_UNIT, namespaceUnit } from './namespace-unit.ts';
import type { Pod, PodContainer, PodLink } from './pod.ts';
import type { PodFile } from './pod-file.ts';
import { hostPath, networkWord, podmanHealth } from './podman-words.ts';

/** Quadlet units (podman-systemd.unit(5), Podman 5): `/etc/containers/systemd` takes them, systemd runs them. */
export function printQuadlet(pod: Pod): readonly PodFile[] {
  const { network } = pod;
  const inPod = pod.style === 'members' && network.kind !== 'namespace';
  const links = network.kind === 'macvlan' || network.kind === 'ipvlan' ? network.links : [];
  return [
    ...(inPod ? [unit('holdfast.pod', podUnit(pod))] : []),
    ...pod.containers.map((one, index) =>
      unit(`${unitName(one, index)}.container`, containerUnit(pod, one, index, inPod)),
    ),
    ...links.map((link) => unit(`holdfast-${link.interface}.network`, networkUnit(network.kind, link))),
    ...pod.volumes.map(({ name, inMemory }) =>
      unit(`holdfast-${name}.volume`, [
        '[Volume]',
        `VolumeName=holdfast-${name}`,
        ...(inMemory ? ['Type=tmpfs', 'Device=tmpfs', 'Options=mode=0755'] : []),
      ]),
    ),
    ...namespaceUnit(pod),
  ].map(({ path, text }) => ({ path, text: path.endsWith(NAMESPACE_UNIT) ? text : headOf(pod) + text }));
}

function unit(name: string, lines: readonly string[]): PodFile {
  return { path: `units/${name}`, text: `${lines.join('\n')}\n` };
}

function unitName({ name }: PodContainer, index: number): string {
  return index === 0 ? 'holdfast' : `holdfast-${name}`;
}

function headOf({ site, node }: Pod): string {
  return `# Site ${site}, node ${node}: written by \`holdfast render --target podman\`; render again instead of changing it.\n`;
}

/** The pod's own container holds the network; systemd ends and starts its members with it. */
function podUnit(pod: Pod): readonly string[] {
  const [first] = pod.containers;
  return [
    '[Unit]',
    `Description=Holdfast node ${pod.node} of ${pod.site}`,
    '',
    '[Pod]',
    'PodName=holdfast',
    ...networkLines(pod),
    ...Object.entries(first.sysctls).map(([key, value]) => `PodmanArgs=--sysctl=${key}=${value}`),
    '',
    ...serviceLines(first.stopGraceS),
  ];
}

function containerUnit(pod: Pod, container: PodContainer, index: number, inPod: boolean): readonly string[] {
  const { network } = pod;
  const holder = network.kind === 'namespace' ? NAMESPACE_UNIT : 'holdfast.service';
  const needs = network.kind === 'namespace' || (index > 0 && !inPod) ? [holder] : [];
  return [
    '[Unit]',
    `Description=Holdfast node ${pod.node} of ${pod.site}: ${container.name}`,
    ...needs.flatMap((one) => [`Requires=${one}`, `After=${one}`]),
    '',
    '[Container]',
    `ContainerName=holdfast-${container.name}`,
    `Image=${container.image}`,
    `Exec=${container.command.join(' ')}`,
    ...(inPod ? ['Pod=holdfast.pod'] : networkLines(pod)),
    ...(index === 0 && !inPod && network.kind !== 'host' ? [`HostName=${pod.node}`] : []),
    ...(container.user === undefined ? [] : [`User=${container.user}`]),
    'ReadOnly=true',
    ...container.scratch.map((folder) => `Tmpfs=${folder}:rw,mode=1777`),
    'DropCapability=all',
    ...container.capabilities.map((one) => `AddCapability=CAP_${one}`),
    'NoNewPrivileges=true',
    'Ulimit=nofile=20000:20000',
    ...(inPod ? [] : Object.entries(container.sysctls).map(([key, value]) => `Sysctl=${key}=${value}`)),
    ...Object.entries(container.environment).map(([name, value]) => `Environment="${name}=${value}"`),
    ...(container.passed.length === 0 ? [] : ['EnvironmentFile=/etc/holdfast/environment']),
    ...container.mounts.map(
      ({ source, target, readOnly }) =>
        `Volume=${/^[./]/.test(source) ? hostPath(source) : `holdfast-${source}.volume`}:${target}${readOnly ? ':ro' : ''}`,
    ),
    ...podmanHealth(container.health).map(([key, value]) => `Health${key}=${value}`),
    `Label=holdfast.pod=${pod.site}`,
    `Label=holdfast.role=${container.name}`,
    `StopTimeout=${container.stopGraceS}`,
    '',
    ...serviceLines(container.stopGraceS),
  ];
}

function networkLines({ network }: Pod): readonly string[] {
  return networkWord(network, (link) => `holdfast-${link.interface}.network`).map(
    (word) => `Network=${word}`,
  );
}

function serviceLines(stopGraceS: number): readonly string[] {
  return [
    '[Service]',
    'Restart=always',
    `TimeoutStopSec=${stopGraceS + 10}`,
    '',
    '[Install]',
    'WantedBy=multi-user.target',
  ];
}

function networkUnit(driver: string, { interface: name, parent, addresses }: PodLink): readonly string[] {
  return [
    '[Network]',
    `NetworkName=holdfast-${name}`,
    `Driver=${driver}`,
    `Options=parent=${parent}`,
    'DisableDNS=true',
    ...(addresses.some(({ family }) => family === 6) ? ['IPv6=true'] : []),
    ...addresses.flatMap(({ subnet, gateway }) => [
      `Subnet=${subnet}`,
      ...(gateway === undefined ? [] : [`Gateway=${gateway}`]),
    ]),
  ];
}
