import type { Listener } from '../../site/listeners.ts';
import type { Engine } from '../../site/site.ts';

/** Something that was looked at on a host: what it is, or why it could not be seen. */
export type Seen<Fact> = { readonly fact: Fact } | { readonly why: string };

/** What one host has and lacks, as collected at one moment. Texts of files and programs are a stranger's: judged, not trusted. */
export interface HostFacts {
  /** `6.1.0` of `uname -r`. */
  readonly kernel: Seen<string>;
  /** `net.ipv4.ip_nonlocal_bind` → its value. A setting that the kernel does not have is not there. */
  readonly settings: Readonly<Record<string, Seen<number>>>;
  readonly interfaces: Seen<readonly string[]>;
  /** Full versions, such as `2.6.12`; undefined = not installed. */
  readonly engines: Readonly<Record<'haproxy' | 'nginx' | 'keepalived', Seen<string | undefined>>>;
  /** Whether nginx can forward what is not HTTP; undefined = there is no nginx. */
  readonly nginxStream: Seen<boolean | undefined>;
  /** Names of users that there are, of those that the engines want. */
  readonly users: Seen<readonly string[]>;
  /** Hard limit of open files of the foundation, which HAProxy inherits. */
  readonly openFiles: Seen<number>;
  readonly isClockSynchronised: Seen<boolean>;
  /** Units of the distribution's engines that run now. */
  readonly activeUnits: Seen<readonly string[]>;
  /** Socket units of ours → the places they listen on, as `ADDRESS:PORT`. */
  readonly socketUnits: Seen<Readonly<Record<string, readonly string[]>>>;
  /** Places of the site where somebody else listens. */
  readonly takenPorts: Seen<readonly { readonly address: string; readonly port: number }[]>;
  /** VRRP adverts on the wire. */
  readonly adverts: Seen<readonly { readonly from: string; readonly routerId: number }[]>;
  /** Names of AppArmor profiles in force (mode enforce). */
  readonly apparmor: Seen<readonly string[]>;
}

/** What the spec asks of this host; nothing of it is known without a spec. */
export interface HostNeeds {
  readonly node: string;
  readonly interfaces: readonly string[];
  /** What its services run on. */
  readonly engines: readonly Engine[];
  /** Some service of nginx speaks TCP or UDP. */
  readonly needsStream: boolean;
  /** HAProxy's global `maxconn`. */
  readonly maxconn: number;
  readonly listeners: readonly Pick<Listener, 'protocol' | 'address' | 'port'>[];
  /** Router ids of this site's VIPs. */
  readonly routerIds: readonly number[];
  /** Addresses that this site's own VRRP speaks from. */
  readonly own: readonly string[];
}

/** One thing on a host that will hurt. */
export interface HostFinding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** A command, or what to do, as an order without "Fix:". */
  readonly remedy: string;
}

export interface HostVerdict {
  /** Errors first. */
  readonly findings: readonly HostFinding[];
  /** What could not be seen, and why. */
  readonly unseen: readonly { readonly what: string; readonly why: string }[];
}

/** The findings of what was seen; none of what was not. */
export function whenSeen<Fact>(
  seen: Seen<Fact> | undefined,
  judge: (fact: Fact) => readonly HostFinding[],
): readonly HostFinding[] {
  return seen !== undefined && 'fact' in seen ? judge(seen.fact) : [];
}
