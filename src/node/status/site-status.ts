import type { ServerCounts } from '../../engines/haproxy/server-facts.ts';
import type { FoundationStatus, GuestState, VrrpRole } from '../../foundation/status.ts';

/** What is seen of a site now. Where something could not be seen, it says so with the reason; nothing is left out. */
export interface SiteStatus {
  readonly site: string;
  readonly observedAt: string;
  readonly vips: Readonly<Record<string, SeenVip>>;
  readonly nodes: Readonly<Record<string, SeenNode>>;
  readonly pools: Readonly<Record<string, { readonly servers: Readonly<Record<string, SeenServer>> }>>;
}

export interface SeenVip {
  /** The first of `addresses`. */
  readonly address: string;
  readonly addresses: readonly string[];
  /** Nodes that have it on an interface; one is right. */
  readonly holders: readonly Holder[];
  /** Nodes of which nobody knows now whether they have it; missing = none. With no holder: who holds it is unknown. */
  readonly unseen?: readonly string[];
  /** What is too old to count, or was seen before another node got the VIP: shown, no proof. Missing = none. */
  readonly formerly?: readonly Holder[];
  /** The last node that was known to hold it alone; missing = not known. */
  readonly lastHolder?: string;
}

export interface Holder {
  readonly node: string;
  /** The node itself, or `lab`: a look into the node's network from outside. */
  readonly observedBy: string;
  readonly ageMs: number;
}

export interface SeenNode {
  readonly foundation: {
    readonly state: FoundationStatus['state'] | 'unknown';
    /** Inside the lab. */
    readonly pid: number | undefined;
    readonly listeners: number;
    /** Why it is unknown; undefined when it answers. */
    readonly why: string | undefined;
  };
  readonly guests: {
    readonly haproxy: SeenEngine;
    /** Missing = no service of the site needs it, or its foundation is not seen. */
    readonly nginx?: SeenEngine;
    readonly keepalived: {
      readonly state: GuestState | 'unknown';
      readonly pid: number | undefined;
      readonly restarts: number;
      readonly vips: Readonly<
        Record<string, { readonly role: VrrpRole; readonly priority: number | undefined }>
      >;
    };
  };
  /** Each VIP's health on this node, as its foundation judges. */
  readonly vips: FoundationStatus['vips'];
  readonly findings: FoundationStatus['findings'];
}

/** HAProxy or nginx on a node. */
export interface SeenEngine {
  readonly state: GuestState | 'unknown';
  readonly pid: number | undefined;
  readonly restarts: number;
  readonly reloads: number;
  /** Old processes that still serve sessions. */
  readonly draining: number;
  /** Why its socket does not answer us; undefined when it does. */
  readonly why: string | undefined;
}

export type ServerState = 'up' | 'down' | 'drain' | 'maint' | 'unknown';

export interface SeenServer {
  readonly address: string;
  /** As the holder of the pool's VIP sees it; unknown when nobody holds it. */
  readonly state: ServerState;
  readonly sessions: number;
  /** In words, such as `L7OK 200 in 1 ms`. */
  readonly lastCheck: string;
  /** What the holder counted of it; missing = nobody counts. */
  readonly counts?: ServerCounts;
  readonly observations: readonly {
    readonly node: string;
    readonly state: ServerState;
    readonly sessions: number;
    readonly lastCheck: string;
    readonly ageMs: number;
    /** How long that node has seen it up or down, in whole seconds; missing = not known. */
    readonly sinceMs?: number;
  }[];
}
