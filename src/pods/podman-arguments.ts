import type { Pod, PodContainer } from './pod.ts';
import { hostPath, networkWord, podmanHealth } from './podman-words.ts';

/**
 * What `podman run` (4.3 and newer) is told of one container: options, image, command. `pathOf` tells where what is mounted
 * lies on the host; default: below /etc/holdfast.
 */
export function podmanArguments(
  pod: Pod,
  container: PodContainer,
  index: number,
  pathOf: (source: string) => string = hostPath,
): readonly string[] {
  const { network } = pod;
  const joins = index > 0 && network.kind !== 'namespace' && network.kind !== 'host';
  const words = joins
    ? [`container:holdfast-${pod.containers[0].name}`]
    : networkWord(network, (link) => `holdfast-${link.interface}`);
  return [
    `--name=holdfast-${container.name}`,
    ...words.map((word) => `--network=${word}`),
    ...(index === 0 && network.kind !== 'host' ? [`--hostname=${pod.node}`] : []),
    ...(container.user === undefined ? [] : [`--user=${container.user}`]),
    '--read-only',
    ...container.scratch.map((folder) => `--tmpfs=${folder}:rw,mode=1777`),
    '--cap-drop=all',
    ...container.capabilities.map((one) => `--cap-add=${one}`),
    '--security-opt=no-new-privileges',
    '--ulimit=nofile=20000:20000',
    ...Object.entries(container.sysctls).map(([key, value]) => `--sysctl=${key}=${value}`),
    ...Object.entries(container.environment).map(([name, value]) => `--env=${name}=${value}`),
    ...container.passed.map((name) => `--env=${name}`),
    ...container.mounts.map(
      ({ source, target, readOnly }) =>
        `--volume=${/^[./]/.test(source) ? pathOf(source) : `holdfast-${source}`}:${target}${readOnly ? ':ro' : ''}`,
    ),
    ...podmanHealth(container.health).map(
      ([key, value]) => `--health-${key.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}=${value}`,
    ),
    `--label=holdfast.pod=${pod.site}`,
    `--label=holdfast.role=${container.name}`,
    `--stop-timeout=${container.stopGraceS}`,
    container.image,
    ...container.command,
  ];
}
