/** A unit of systemd as it stands. */
export interface UnitState {
  /** It runs, or is about to. */
  readonly active: boolean;
  /** It starts with the host. */
  readonly enabled: boolean;
}

/** A unit of the distribution whose work Holdfast takes over. */
export interface FormerUnit {
  /** `haproxy.service`. */
  readonly unit: string;
  readonly engine: 'haproxy' | 'keepalived' | 'nginx';
  /** Its listening sockets have SO_REUSEPORT: the foundation binds beside it. nginx's do not, without `reuseport`. */
  readonly sharesPorts: boolean;
  /** false: it is only enabled, and would start with the host. */
  readonly runs: boolean;
  /** What it reads, as its command line says. */
  readonly files: readonly string[];
  /** Of these the ones that were changed after it last started or was reloaded: what runs may be older. */
  readonly newer: readonly string[];
}

/** Who hands over to whom on one host. */
export interface Handover {
  /** In the order of their names. */
  readonly former: readonly FormerUnit[];
  /** Units of Holdfast in the order in which they start: sockets, foundation, daemon. */
  readonly ours: readonly string[];
  /** Another node can take the VIPs meanwhile. */
  readonly hasPeers: boolean;
}

/** What of a host decides what is left to do. */
export interface HostState {
  /** Of all units of the handover. */
  readonly units: Readonly<Record<string, UnitState>>;
  /** A VIP of the site is on an interface of this host. */
  readonly holds: boolean;
  /** A VIP has a second copy on the loopback interface that no foundation looks after. */
  readonly hasCopy: boolean;
  /** Units that a drop-in makes end gently. */
  readonly gentle: readonly string[];
}

/** What was before anything was touched; kept until it is undone. */
export interface AdoptRecord {
  readonly version: 1;
  readonly node: string;
  /** ISO 8601. */
  readonly begunAt: string;
  /** undefined = it was broken off, or is on. */
  readonly finishedAt?: string | undefined;
  readonly handover: Handover;
  readonly before: Readonly<Record<string, UnitState>>;
  /** For the copies on the loopback interface. */
  readonly vips: readonly AdoptedVip[];
}

export interface AdoptedVip {
  readonly name: string;
  readonly interface: string;
  readonly addresses: readonly { readonly address: string; readonly prefix: number }[];
  /** The longest time that the slowest peer needs to take it over. */
  readonly takeoverMs: number;
  /** TCP ports on which the site serves it. */
  readonly ports: readonly number[];
}

/** One thing that is done on the host; each can be done twice. */
export type AdoptStep =
  /** A second copy of each VIP on the loopback interface: who has not heard of the move yet is served here still. */
  | { readonly do: 'copy-vips' }
  | { readonly do: 'stop'; readonly units: readonly string[] }
  /** Ends an engine so that its sessions may finish, within a bound. */
  | { readonly do: 'stop-gently'; readonly unit: string; readonly engine: FormerUnit['engine'] }
  /** Waits until another node has the VIPs, takes the copies away, and looks whether the VIPs answer. */
  | { readonly do: 'let-vips-go' }
  | { readonly do: 'start'; readonly units: readonly string[] }
  /** Waits until the foundation serves, and the VIPs are here or answer elsewhere. */
  | { readonly do: 'await-service' }
  | { readonly do: 'enable'; readonly units: readonly string[] }
  | { readonly do: 'disable'; readonly units: readonly string[] }
  /** Takes the drop-ins of `stop-gently` away. */
  | { readonly do: 'end-gentleness'; readonly units: readonly string[] }
  | { readonly do: 'drop-copies' }
  /** The record says that it is done. */
  | { readonly do: 'finish' }
  /** The record goes. */
  | { readonly do: 'forget' };
