import type { VrrpInstance } from '../../../engines/keepalived/meaning/meaning.ts';
import type { HostFinding } from '../../../lint/host/host-facts.ts';

/** Keepalived uses no more of a password. */
const PASSWORD_LENGTH = 8;

/**
 * While one node is adopted and the other is not, the new Keepalived and the old one must take each other's adverts:
 * else both hold the VIP, or nobody does.
 * @param running of this host's own Keepalived; `next`: what the spec compiles to, its passwords filled in
 */
export function judgeVrrp(
  running: readonly VrrpInstance[],
  next: readonly VrrpInstance[],
): readonly HostFinding[] {
  return running.flatMap((former) => {
    const places = new Set(placesOf(former));
    const successor = next.find((instance) => placesOf(instance).some((place) => places.has(place)));
    if (successor === undefined) return [lost(former)];
    const multicasts = former.unicastPeers.length === 0 && successor.unicastPeers.length > 0;
    return [...(multicasts ? [multicast(former)] : []), ...differing(former, successor, multicasts)];
  });
}

function differing(former: VrrpInstance, successor: VrrpInstance, multicasts: boolean): HostFinding[] {
  const before = traitsOf(former, multicasts);
  const after = traitsOf(successor, multicasts);
  const differences = Object.keys(before).filter((trait) => before[trait] !== after[trait]);
  if (differences.length === 0) return [];
  const words = differences.map((trait) =>
    trait === 'password' ? 'another password' : `${trait} ${before[trait]} -> ${after[trait]}`,
  );
  return [
    {
      code: 'host/adopt-vrrp-differs',
      severity: 'error',
      message: `The running Keepalived and the one of the spec would not understand each other about ${former.name}: ${words.join('; ')}. Until both nodes are adopted two of them, or none, would hold ${placesOf(former).join(', ')}.`,
      remedy:
        'let the spec say what runs (vips.NAME.vrrp.routerId, version and password, failover.advertise, the nodes’ addresses), and change it with an apply when both are adopted',
    },
  ];
}

/** Everything by which one Keepalived throws away another one's adverts. */
function traitsOf(instance: VrrpInstance, multicasts: boolean): Record<string, string> {
  const version = instance.version?.value ?? 2;
  return {
    'router id': String(instance.routerId?.value ?? 'none'),
    version: String(version),
    'adverts every': `${instance.advertSeconds?.value ?? 1} s`,
    ...(version === 2 ? { password: passwordOf(instance) } : {}),
    interface: instance.interface?.value ?? 'none',
    // What is excluded is not in the adverts.
    'addresses in the adverts': instance.addresses
      .map(({ address }) => address)
      .toSorted()
      .join(', '),
    ...(multicasts
      ? {}
      : {
          peers:
            instance.unicastPeers
              .map(({ value }) => value)
              .toSorted()
              .join(', ') || 'by multicast',
        }),
  };
}

/** Compared, never shown. */
function passwordOf({ authPassword, authType }: VrrpInstance): string {
  const word = authPassword?.value.slice(0, PASSWORD_LENGTH) ?? '';
  return `${authType?.value ?? ''} ${word}`.trim();
}

function placesOf({ addresses, excludedAddresses }: VrrpInstance): string[] {
  return [...addresses, ...excludedAddresses].map(({ address }) => address);
}

function lost(former: VrrpInstance): HostFinding {
  return {
    code: 'host/adopt-vip-left-out',
    severity: 'error',
    message: `The running Keepalived keeps ${placesOf(former).join(', ')} (${former.name}), which is no VIP of the spec: nobody on this node would keep it.`,
    remedy: 'add it to the spec under vips',
  };
}

function multicast(former: VrrpInstance): HostFinding {
  return {
    code: 'host/adopt-multicast',
    severity: 'error',
    message: `The running Keepalived sends the adverts of ${former.name} by multicast, Holdfast's by unicast: neither hears the other, and until both nodes are adopted both would hold ${placesOf(former).join(', ')}.`,
    remedy:
      'make the running pair speak unicast first: give both files unicast_src_ip and unicast_peer, restart keepalived on the standby, wait until it has the VIP, then restart it on the former holder (holdfast explain host/adopt-multicast)',
  };
}
