import { NAMESPACE_UNIT, namespaceUnit } from './namespace-unit.ts';
import type { Pod, PodContainer, PodLink, PodVolume } from './pod.ts';
import type { PodFile } from './pod-file.ts';
import { podmanArguments } from './podman-arguments.ts';

/** Services that call podman, for Podman 4, which knows no quadlet units (Debian 12: 4.3.1). */
export function printUnits(pod: Pod): readonly PodFile[] {
  return [
    ...pod.containers.map((one, index) => ({
      path: `units/${nameOf(one, index)}`,
      text: `${unitOf(pod, one, index).join('\n')}\n`,
    })),
    ...namespaceUnit(pod),
  ];
}

function nameOf({ name }: PodContainer, index: number): string {
  return index === 0 ? 'holdfast.service' : `holdfast-${name}.service`;
}

function unitOf(pod: Pod, container: PodContainer, index: number): readonly string[] {
  const { network } = pod;
  const after = [
    ...(network.kind === 'namespace' ? [NAMESPACE_UNIT] : []),
    ...(index > 0 && network.kind !== 'namespace' ? ['holdfast.service'] : []),
  ];
  const links = network.kind === 'macvlan' || network.kind === 'ipvlan' ? network.links : [];
  const id = '--cidfile=%t/%n.id';
  const start = podmanArguments(pod, container, index).map(quote).join(' ');
  return [
    `# Site ${pod.site}, node ${pod.node}: written by \`holdfast render --target podman --units service\`.`,
    '[Unit]',
    `Description=Holdfast node ${pod.node} of ${pod.site}: ${container.name}`,
    'Wants=network-online.target',
    'After=network-online.target',
    // Ended and started with whoever holds the network: a member would stay in one that is gone.
    ...after.flatMap((one) => [`BindsTo=${one}`, `After=${one}`]),
    '',
    '[Service]',
    'Type=notify',
    'NotifyAccess=all',
    'Environment=PODMAN_SYSTEMD_UNIT=%n',
    ...(container.passed.length === 0 ? [] : ['EnvironmentFile=/etc/holdfast/environment']),
    'Restart=always',
    `TimeoutStopSec=${container.stopGraceS + 10}`,
    'ExecStartPre=/bin/rm -f %t/%n.id',
    ...(index === 0
      ? [...links.map((link) => makeNetwork(network.kind, link)), ...pod.volumes.map(makeVolume)]
      : []),
    `ExecStart=/usr/bin/podman run ${id} --cgroups=no-conmon --rm --replace --sdnotify=conmon -d ${start}`,
    `ExecStop=/usr/bin/podman stop --ignore -t ${container.stopGraceS} ${id}`,
    `ExecStopPost=/usr/bin/podman rm -f --ignore ${id}`,
    '',
    '[Install]',
    `WantedBy=${index === 0 || network.kind === 'namespace' ? 'multi-user.target' : 'multi-user.target holdfast.service'}`,
  ];
}

function makeNetwork(driver: string, { interface: name, parent, addresses }: PodLink): string {
  const ranges = addresses.flatMap(({ subnet, gateway }) => [
    `--subnet=${subnet}`,
    ...(gateway === undefined ? [] : [`--gateway=${gateway}`]),
  ]);
  const ipv6 = addresses.some(({ family }) => family === 6) ? ' --ipv6' : '';
  const network = `holdfast-${name}`;
  return `ExecStartPre=/bin/sh -c "podman network exists ${network} || podman network create -d ${driver} -o parent=${parent}${ipv6} --disable-dns ${ranges.join(' ')} ${network}"`;
}

function makeVolume({ name, inMemory }: PodVolume): string {
  const volume = `holdfast-${name}`;
  const kind = inMemory ? ' --opt type=tmpfs --opt device=tmpfs --opt o=mode=0755' : '';
  return `ExecStartPre=/bin/sh -c "podman volume exists ${volume} || podman volume create${kind} ${volume}"`;
}

/** A word of a unit's command line (systemd.service(5)): `%` and `$` have a meaning there. */
function quote(word: string): string {
  const plain = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /[\s"'\\;|&]/.test(plain) ? `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : plain;
}
