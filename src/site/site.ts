import type { Place } from '../base/text-range.ts';
import type { Channel } from './channel.ts';
import type { Rebalance } from './rebalance.ts';
import type { Server, ServerTls } from './server.ts';
import type { Check } from './server-check.ts';
import type { WazuhCluster } from './wazuh-cluster.ts';

export type { Rebalance } from './rebalance.ts';
export type { Server, ServerTls } from './server.ts';
export type { Check } from './server-check.ts';
export type { WazuhApi, WazuhCluster, WazuhPool } from './wazuh-cluster.ts';

/**
 * Everything one spec describes, with names resolved and defaults filled in. Frozen, JSON-serialisable,
 * the same for the same spec. Durations are whole milliseconds, sizes are bytes.
 */
export interface Site {
  readonly name: string;
  /** The spec file as the user named it. */
  readonly file: string;
  /** The preferred one first. */
  readonly nodes: readonly SiteNode[];
  readonly vips: readonly Vip[];
  readonly services: readonly Service[];
  readonly pools: readonly Pool[];
  /** How long HAProxy or nginx may stay silent before a second one is started beside it; undefined = the target's default. */
  readonly freezeMs: number | undefined;
  readonly stats: StatsPage | undefined;
  /** Where each node's daemon is reached by peers and operators: this port of its first address. */
  readonly api: { readonly port: number };
  /** Who is told what happens; in the order of the spec. */
  readonly notify: readonly Channel[];
  readonly log: LogTarget | undefined;
  /** HTTP status → file on the node with a complete HTTP response. */
  readonly errorPages: Readonly<Record<string, string>>;
  readonly raw: RawText;
  /** The Wazuh cluster behind the site; undefined = there is none. */
  readonly wazuh?: WazuhCluster;
  readonly lab: LabPlan;
  /** Where each value of the spec stands: key = the path joined with `/`, as in `pools/web/check/every`. */
  readonly origins: Readonly<Record<SpecPath, Place>>;
}

/** What listens for a service. A node runs only the engines that its site's services ask for. */
export type Engine = 'haproxy' | 'nginx';

/** `udp` forwards datagrams, which nginx alone can. */
export type Mode = 'tcp' | 'http' | 'udp';

/** Keys of the spec joined with `/`; names cannot hold a `/`. */
export type SpecPath = string;
export type Family = 4 | 6;

export interface Address {
  /** Canonical text, without brackets or prefix. */
  readonly address: string;
  readonly prefix: number;
  readonly family: Family;
}

export interface SiteNode {
  readonly name: string;
  /** At least one; the first carries VRRP unless a VIP says otherwise. */
  readonly interfaces: readonly NodeInterface[];
}

export interface NodeInterface {
  readonly name: string;
  readonly addresses: readonly Address[];
}

export interface Vip {
  readonly name: string;
  /** At least one. All move together: one VRRP instance a family, joined by a sync group when there are two. */
  readonly addresses: readonly Address[];
  /** Every node can hold every VIP; the preferred one first. */
  readonly holders: readonly VipHolder[];
  readonly advertMs: number;
  readonly failback: 'manual' | 'automatic';
  /** How long a node must be healthy before an automatic fail-back gives it the VIP again. */
  readonly failbackDelayMs: number;
  /** Interfaces whose loss makes a node unfit for this VIP, beside the VIP's own. */
  readonly track: readonly string[];
  readonly vrrp: {
    readonly version: 2 | 3;
    /** 1 to 255. */
    readonly routerId: number;
    /** Only with version 2; at most 8 characters. */
    readonly password: Secret | undefined;
  };
  /** What the foundation writes into the VIP's track file (facts: sick is 0, missing and garbage count as 0). */
  readonly healthyWeight: number;
  /** Added while this node holds the VIP and fail-back is manual, or for a switchover. */
  readonly holderWeight: number;
  readonly raw: RawText;
}

export interface VipHolder {
  readonly node: string;
  readonly interface: string;
  /** The node's own addresses that VRRP speaks from, one a family that the VIP has. */
  readonly source: readonly Address[];
  /** keepalived's `priority`, 1 to 254; the track file's number is added to it. */
  readonly priority: number;
}

export interface Service {
  readonly name: string;
  readonly vips: readonly string[];
  readonly ports: readonly number[];
  readonly engine: Engine;
  readonly mode: Mode;
  /** undefined only when every request is answered by `routes`. */
  readonly pool: string | undefined;
  readonly routes: readonly Route[];
  readonly tls: ServiceTls | undefined;
  /** A path that the balancer answers itself with 200; undefined = none. */
  readonly health: string | undefined;
  /** Adds X-Forwarded-For and X-Forwarded-Proto. */
  readonly forwardedFor: boolean;
  /** CIDRs of peers that speak the PROXY protocol to us; empty = nobody does. */
  readonly acceptProxyFrom: readonly string[];
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly rateLimit: RateLimit | undefined;
  readonly http2: boolean;
  /** Strict-Transport-Security max-age in seconds. */
  readonly hstsSeconds: number | undefined;
  readonly timeouts: {
    readonly clientMs: number;
    /** http only. */
    readonly httpRequestMs: number;
    /** http only. */
    readonly keepAliveMs: number;
  };
  readonly maxConnections: number;
  readonly raw: RawText;
}

export interface Route {
  /** Host names in lower case; empty = any. */
  readonly hosts: readonly string[];
  /** Path prefix such as `/api`; undefined = any. */
  readonly pathPrefix: string | undefined;
  readonly pool: string;
}

export interface ServiceTls {
  /** Files on the node: certificate chain and key in one PEM each. */
  readonly certificates: readonly string[];
  readonly minimum: 'TLSv1.2' | 'TLSv1.3';
  readonly ciphers: string | undefined;
  /** A plain-HTTP port that answers 301 to https; undefined = none. */
  readonly redirectFrom: number | undefined;
}

export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

export type Balance =
  | { readonly by: 'roundrobin' | 'static-rr' | 'leastconn' | 'source' | 'uri' | 'random' | 'rdp-cookie' }
  | { readonly by: 'url_param' | 'hdr'; readonly name: string };

export interface Pool {
  readonly name: string;
  /** The engine of the services that use it; HAProxy when there is none. */
  readonly engine: Engine;
  /** The mode of the services that use it. */
  readonly mode: Mode;
  readonly balance: Balance;
  /** undefined = switched off by the user. */
  readonly check: Check | undefined;
  readonly sticky: Sticky | undefined;
  readonly tls: ServerTls | undefined;
  /** Version of the PROXY protocol header sent to servers. */
  readonly proxyProtocol: 1 | 2 | undefined;
  readonly retries: number;
  readonly redispatch: boolean;
  readonly slowStartMs: number;
  /**
   * What happens to the sessions of a server that its checks call down. `close-if-others-up`: the node daemon closes them
   * unless all servers are down at once, which is rather the balancer's fault than theirs; the engine keeps them.
   */
  readonly onDown: 'keep' | 'close' | 'close-if-others-up';
  readonly timeouts: {
    readonly connectMs: number;
    readonly serverMs: number;
    readonly queueMs: number;
    /** For upgraded and TCP sessions. */
    readonly tunnelMs: number;
  };
  readonly servers: readonly Server[];
  /** Long-lived sessions are kept evenly spread; undefined = no. */
  readonly rebalance?: Rebalance;
  readonly raw: RawText;
}

export type Sticky =
  | { readonly by: 'cookie'; readonly name: string }
  | { readonly by: 'source'; readonly expireMs: number; readonly entries: number };

export interface StatsPage {
  /** On each node's own addresses, never on a VIP. */
  readonly port: number;
  readonly user: string;
  readonly password: Secret;
}

export interface LogTarget {
  /** `127.0.0.1:514`, `/dev/log`, … as HAProxy's `log` takes it. */
  readonly address: string;
  readonly facility: string;
}

/** A reference; the value is read only on the node, when it writes the file. */
export type Secret = { readonly env: string } | { readonly file: string };

/** An engine's own lines, byte for byte, with the spec's path they came from. */
export interface RawText {
  readonly haproxy: string;
  readonly nginx: string;
  readonly keepalived: string;
}

export interface LabPlan {
  /** Pool → the program that plays its servers. */
  readonly players: Readonly<Record<string, 'http-echo' | 'tcp-echo' | 'udp-echo'>>;
  readonly clients: number;
  /** Simulated Wazuh managers and agents. Default: none. */
  readonly managers?: number;
  readonly agents?: number;
}
