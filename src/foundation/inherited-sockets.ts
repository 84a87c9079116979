import { canonicalAddress } from './own-addresses.ts';
import { type BoundHandle, openHandle } from './server-handle.ts';

/** The first descriptor that systemd passes (sd_listen_fds(3)). */
const FIRST = 3;

/** What systemd tells a service, and what is none of our guests' business: they would take it for their own. */
const OF_SERVICE = [
  'LISTEN_PID',
  'LISTEN_FDS',
  'LISTEN_FDNAMES',
  'NOTIFY_SOCKET',
  'WATCHDOG_PID',
  'WATCHDOG_USEC',
] as const;

/**
 * The listening sockets that the service manager holds for this process, by `ADDRESS|PORT`. They outlive us: the next
 * foundation gets the very same ones, with every connection that waits in them.
 */
export type InheritedSockets = ReadonlyMap<string, BoundHandle>;

/** Takes the sockets of `environment` and clears what it says of them, so that it is done once and guests do not see it. */
export function takeInheritedSockets(
  environment: Record<string, string | undefined>,
  pid: number,
): InheritedSockets {
  const sockets = new Map<string, BoundHandle>();
  for (const fd of passedDescriptors(environment, pid)) {
    const handle = openHandle(fd);
    const name: { address?: string; port?: number } = {};
    if (handle === undefined || handle.getsockname(name) !== 0 || name.address === undefined) continue;
    sockets.set(`${canonicalAddress(name.address)}|${name.port}`, handle);
  }
  for (const name of OF_SERVICE) delete environment[name];
  return sockets;
}

/** Numbers of the descriptors that are meant for the process `pid`; none when it is another's word. */
export function passedDescriptors(
  environment: Readonly<Record<string, string | undefined>>,
  pid: number,
): number[] {
  const count = Number(environment['LISTEN_FDS'] ?? 0);
  if (environment['LISTEN_PID'] !== String(pid) || !Number.isInteger(count) || count < 0) return [];
  return Array.from({ length: count }, (_, index) => FIRST + index);
}
