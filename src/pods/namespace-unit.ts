import { networkSettings } from './plan-network.ts';
import type { Pod, PodLink } from './pod.ts';
import type { PodFile } from './pod-file.ts';

export const NAMESPACE_UNIT = 'holdfast-netns.service';

/**
 * A service that makes a network namespace which no process owns: no container can take it along, whatever is killed, restarted
 * or made anew. Its end takes the interfaces away.
 */
export function namespaceUnit({ site, node, network }: Pod): readonly PodFile[] {
  if (network.kind !== 'namespace') return [];
  const { name, links } = network;
  const ipv6 = links.some(({ addresses }) => addresses.some(({ family }) => family === 6));
  const settings = Object.entries(networkSettings(ipv6)).map(
    ([key, value]) => `ExecStart=/usr/sbin/ip netns exec ${name} sysctl -qw ${key}=${value}`,
  );
  const text = [
    `# Site ${site}, node ${node}: written by \`holdfast render --target podman --network namespace\`.`,
    '[Unit]',
    'Description=The network namespace of the Holdfast node, which no process owns',
    'After=network-online.target',
    'Wants=network-online.target',
    '',
    '[Service]',
    'Type=oneshot',
    'RemainAfterExit=yes',
    `ExecStartPre=-/usr/sbin/ip netns del ${name}`,
    `ExecStart=/usr/sbin/ip netns add ${name}`,
    `ExecStart=/usr/sbin/ip -n ${name} link set lo up`,
    ...links.flatMap((link) => linkLines(name, link)),
    ...settings,
    `ExecStop=/usr/sbin/ip netns del ${name}`,
    '',
    '[Install]',
    'WantedBy=multi-user.target',
  ];
  return [{ path: `units/${NAMESPACE_UNIT}`, text: `${text.join('\n')}\n` }];
}

function linkLines(name: string, link: PodLink): readonly string[] {
  const inner = link.interface;
  const inside = `ExecStart=/usr/sbin/ip -n ${name}`;
  return [
    // Made inside at once: the name may be taken outside.
    `ExecStart=/usr/sbin/ip link add link ${link.parent} name ${inner} netns ${name} type macvlan mode bridge`,
    ...link.addresses.map(
      ({ address, prefix, family }) =>
        `${inside} addr add ${address}/${prefix} dev ${inner}${family === 6 ? ' nodad' : ''}`,
    ),
    `${inside} link set ${inner} up`,
    ...link.addresses.flatMap(({ gateway, family }) =>
      gateway === undefined ? [] : [`${inside} -${family} route add default via ${gateway}`],
    ),
  ];
}
