import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { FoundationVip } from '../release/foundation-config.ts';

const run = promisify(execFile);

type VipPlace = Pick<FoundationVip, 'interface' | 'addresses'>;

/**
 * Keeps a VIP deliverable on this node for the moments of a planned move, as a second copy on the loopback interface.
 *
 * Why: Keepalived takes the VIP off the old holder when it hears the new one's first advert, some milliseconds before the clients
 * have learned the new place. What they send meanwhile would be dropped (a lost SYN costs a second), and what is in flight would
 * break. With the copy both are still served. It answers no ARP, so it draws nobody here: that needs arp_ignore, and without it
 * there is no copy.
 */
export async function addToLoopback(ip: string, vip: VipPlace): Promise<boolean> {
  if (!ignoresForeignArp(vip.interface)) return false;
  try {
    for (const { address } of vip.addresses) await run(ip, ['address', 'replace', ...onLoopback(address)]);
    return true;
  } catch {
    await removeFromLoopback(ip, vip);
    return false;
  }
}

export async function removeFromLoopback(ip: string, vip: VipPlace): Promise<void> {
  for (const { address } of vip.addresses) {
    await run(ip, ['address', 'del', ...onLoopback(address)]).catch(() => undefined); // It may be gone already.
  }
}

function onLoopback(address: string): string[] {
  return [`${address}/${address.includes(':') ? 128 : 32}`, 'dev', 'lo'];
}

/** With arp_ignore 1 or more an interface answers only for its own addresses; the kernel takes the larger of both settings. */
function ignoresForeignArp(name: string): boolean {
  return ['all', name].some((scope) => {
    try {
      return Number(readFileSync(`/proc/sys/net/ipv4/conf/${scope}/arp_ignore`, 'latin1')) >= 1;
    } catch {
      return false;
    }
  });
}
