import { type HostFacts, type HostFinding, type HostNeeds, type Seen, whenSeen } from './host-facts.ts';

/** SO_REUSEPORT hands waiting connections on (tcp_migrate_req) from here on; everything else is older. */
const KERNEL = [4, 19] as const;

/** The kernel's settings and version, and the clock. */
export function judgeKernel(facts: HostFacts, needs: HostNeeds | undefined): readonly HostFinding[] {
  const { settings } = facts;
  const has = (family: 4 | 6) =>
    needs === undefined || needs.listeners.some(({ address }) => address.includes(':') === (family === 6));
  return [
    ...whenSeen(facts.kernel, judgeVersion),
    ...(has(4) ? nonlocal(settings['net.ipv4.ip_nonlocal_bind'], 'net.ipv4.ip_nonlocal_bind') : []),
    ...(has(6) ? nonlocal(settings['net.ipv6.ip_nonlocal_bind'], 'net.ipv6.ip_nonlocal_bind') : []),
    ...whenSeen(settings['net.ipv4.conf.all.arp_ignore'], (value): HostFinding[] =>
      value >= 1
        ? []
        : [
            {
              code: 'host/answers-foreign-arp',
              severity: 'warning',
              message:
                'net.ipv4.conf.all.arp_ignore is 0: an interface answers ARP for addresses of others, so a VIP cannot be kept for a moment longer on the node that it leaves, and planned moves may break requests in flight.',
              remedy:
                'sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2 (kept: /usr/lib/sysctl.d/60-holdfast.conf)',
            },
          ],
    ),
    ...whenSeen(facts.isClockSynchronised, (isSynchronised): HostFinding[] =>
      isSynchronised
        ? []
        : [
            {
              code: 'host/clock-not-synchronised',
              severity: 'warning',
              message:
                'Nothing keeps the clock of this host right: certificates are refused and trials of a release end at the wrong moment when clocks differ by more than some minutes.',
              remedy: 'apt-get install chrony (or: timedatectl set-ntp true)',
            },
          ],
    ),
  ];
}

function nonlocal(seen: Seen<number> | undefined, name: string): readonly HostFinding[] {
  return whenSeen(seen, (value) =>
    value === 1
      ? []
      : [
          {
            code: 'host/nonlocal-bind-off',
            severity: 'error',
            message: `${name} is ${value}: the node that does not hold a VIP cannot bind it, and has nothing to serve with when the VIP comes.`,
            remedy: `sysctl -w ${name}=1 (kept: /usr/lib/sysctl.d/60-holdfast.conf)`,
          },
        ],
  );
}

function judgeVersion(release: string): HostFinding[] {
  const [major = 0, minor = 0] = release.split('.').map((part) => Number.parseInt(part, 10));
  if (major > KERNEL[0] || (major === KERNEL[0] && minor >= KERNEL[1])) return [];
  return [
    {
      code: 'host/kernel-too-old',
      severity: 'error',
      message: `The kernel is ${release}; Holdfast is made for ${KERNEL.join('.')} and newer.`,
      remedy: 'use Debian 12, Ubuntu 24.04 or anything newer',
    },
  ];
}
