import { readFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import { runCommand } from './run-command.ts';

/** `user`: an ordinary user, who needs a user namespace around the others. `root`: none is needed. */
export type Privilege = 'root' | 'user';

export function privilege(): Privilege {
  return process.getuid?.() === 0 ? 'root' : 'user';
}

/** What `unshare` needs to give this user network, mount and pid namespaces. */
export function unshareFlags(who: Privilege): readonly string[] {
  return who === 'root' ? [] : ['--user', '--map-root-user'];
}

/** Makes namespaces once, for nothing. Throws `lab/no-user-namespaces` (or `lab/no-namespaces` for root) with the way out. */
export async function requireNamespaces(who: Privilege = privilege()): Promise<void> {
  const tried = await runCommand([
    'unshare',
    ...unshareFlags(who),
    '--net',
    '--mount',
    '--pid',
    '--fork',
    '--mount-proc',
    // Some systems make the namespace and then allow nothing in it.
    'ip',
    'link',
    'set',
    'lo',
    'up',
  ]);
  if (tried.code === 0) return;
  const evidence = tried.stderr.trim();
  if (who === 'root') {
    throw new Fault(
      'lab/no-namespaces',
      'The kernel refuses network, mount and pid namespaces even to root.',
      wayOut(
        readNumber,
        'in a container without CAP_SYS_ADMIN: start it with --privileged, or run the lab on the host',
      ),
      evidence,
    );
  }
  throw new Fault(
    'lab/no-user-namespaces',
    'The kernel refuses user namespaces to ordinary users, and the lab runs in one.',
    wayOut(readNumber, 'run the lab as root, or outside of the container that forbids user namespaces'),
    evidence,
  );
}

/**
 * The order that lifts the restriction which is in force here; `otherwise` where no known one is. `read` gives the
 * number in a file of /proc/sys.
 */
export function wayOut(read: (file: string) => number | undefined, otherwise: string): string {
  const orders: string[] = [];
  if ((read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') ?? 0) > 0) {
    orders.push('sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0');
  }
  if (read('/proc/sys/kernel/unprivileged_userns_clone') === 0) {
    orders.push('sudo sysctl -w kernel.unprivileged_userns_clone=1');
  }
  for (const [kind, enough] of Object.entries({ user: 15_000, net: 15_000, mnt: 15_000, pid: 15_000 })) {
    if (read(`/proc/sys/user/max_${kind}_namespaces`) === 0) {
      orders.push(`sudo sysctl -w user.max_${kind}_namespaces=${enough}`);
    }
  }
  return orders.length === 0 ? otherwise : `run: ${orders.join(' && ')}`;
}

function readNumber(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8').trim());
  } catch {
    return undefined;
  }
}
