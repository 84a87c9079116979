/** What runs on one node in containers, before it is printed for an engine of containers. Frozen, JSON-serialisable. */
export interface Pod {
  readonly site: string;
  readonly node: string;
  readonly style: PodStyle;
  readonly network: PodNetwork;
  /** The first owns the network, or uses the host's; the others join it, in the order in which they are started. */
  readonly containers: readonly [PodContainer, ...PodContainer[]];
  readonly volumes: readonly PodVolume[];
}

/** `one`: foundation and engines in one container, which loses nothing. `members`: a container an engine. */
export type PodStyle = 'one' | 'members';

/**
 * `host`: the host's own. `macvlan`, `ipvlan`: interfaces on the LAN. `namespace`: one that the host made and no process
 * owns; `name` is below /run/netns (Podman alone can join it).
 */
export type PodNetwork =
  | { readonly kind: 'host' }
  | { readonly kind: 'macvlan' | 'ipvlan'; readonly links: readonly PodLink[] }
  | { readonly kind: 'namespace'; readonly name: string; readonly links: readonly PodLink[] };

/** One interface of a pod. */
export interface PodLink {
  /** Its name inside. */
  readonly interface: string;
  /** The host's interface that it hangs on. */
  readonly parent: string;
  /** At most one a family. */
  readonly addresses: readonly PodAddress[];
}

export interface PodAddress {
  readonly address: string;
  readonly prefix: number;
  readonly family: 4 | 6;
  /** `10.77.0.0/24`. */
  readonly subnet: string;
  /** undefined = not told. */
  readonly gateway: string | undefined;
}

export interface PodContainer {
  readonly name: 'lb-node' | 'haproxy' | 'nginx' | 'keepalived';
  readonly image: string;
  /** Words behind the image's entry point. */
  readonly command: readonly string[];
  /** Default: the image's. */
  readonly user?: string;
  /** Without `CAP_`; all others are dropped. */
  readonly capabilities: readonly string[];
  /** Of the network; only for the container that owns one. */
  readonly sysctls: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  /** Variables whose values come from whoever starts the pod. */
  readonly passed: readonly string[];
  readonly mounts: readonly PodMount[];
  /** Folders in memory that it may write to; the rest of its root is read-only. */
  readonly scratch: readonly string[];
  readonly health: PodHealth;
  readonly stopGraceS: number;
}

export interface PodMount {
  /** A path on the host, `./x` beside the generated files, or the name of a volume. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** A shell command; `everyS` seconds apart. */
export interface PodHealth {
  readonly command: string;
  readonly everyS: number;
  readonly retries: number;
  readonly startS: number;
}

export interface PodVolume {
  readonly name: string;
  /** In memory, gone with the last container that uses it. */
  readonly inMemory: boolean;
}

export interface PodOptions {
  readonly engine: 'docker' | 'podman';
  readonly style: PodStyle;
  readonly network: PodNetwork['kind'];
  /** Interface inside → the host's; default: the same name. */
  readonly parents: Readonly<Record<string, string>>;
  /** Of the first subnet that holds it; default: not told. */
  readonly gateways: readonly string[];
  readonly image: string;
}
