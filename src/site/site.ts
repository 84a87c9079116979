import type { Place } from '../base/text-range.ts';
import type { Channel } from './channel.ts';

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
  /** How long HAProxy may stay silent before a second one is started beside it; undefined = the target's default. */
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
  readonly mode: 'tcp' | 'http';
  /** undefined only when every request is answered by `routes`. */
  readonly pool: string | undefined;
  readonly routes: readonly Route[];
  readonly tls: ServiceTls | undefined;
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
  /** The mode of the services that use it. */
  readonly mode: 'tcp' | 'http';
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

export interface Rebalance {
  /** suggest: it is planned and told, and an operator says when. */
  readonly mode: 'off' | 'suggest' | 'on';
  /** How far a server may be from its share before anything is done: 0.1 = 10 %. */
  readonly tolerance: number;
  /** Sessions moved a second at most; undefined = no limit. */
  readonly ratePerS: number | undefined;
  /** Sessions moved at once; the counts are looked at before the next ones. */
  readonly chunk: number;
  /** How long counts must be quiet before anything begins, and after it. */
  readonly settleMs: number;
  /** A client that was moved is left alone for so long. */
  readonly cooldownMs: number;
  /** Share of a pool's sessions that may be on the move at one time: 0.05 = 5 %. */
  readonly maxShare: number;
}

export interface Check {
  readonly kind:
    | { readonly is: 'tcp' }
    | {
        readonly is: 'http';
        readonly method: string;
        readonly path: string;
        readonly host: string | undefined;
        readonly expect: { readonly status: string } | { readonly text: string };
      }
    | { readonly is: 'tls' }
    /** Escapes are undone: both may hold control characters, line breaks included. */
    | { readonly is: 'bytes'; readonly send: string | undefined; readonly expect: string | undefined };
  readonly everyMs: number;
  readonly fall: number;
  readonly rise: number;
  readonly timeoutMs: number;
}

export type Sticky =
  | { readonly by: 'cookie'; readonly name: string }
  | { readonly by: 'source'; readonly expireMs: number; readonly entries: number };

export interface ServerTls {
  readonly verify: boolean;
  /** File on the node; `@system-ca` is the distribution's store. */
  readonly ca: string;
  /** Name for SNI and for the check of the certificate. */
  readonly name: string | undefined;
}

export interface Server {
  readonly name: string;
  /** An address (without brackets) or a host name, which is resolved at run time. */
  readonly host: string;
  readonly hostIsName: boolean;
  readonly port: number;
  /** 0 to 256. */
  readonly weight: number;
  readonly backup: boolean;
  readonly maxConnections: number | undefined;
  readonly checkPort: number | undefined;
  /** Taken out by an operator: gets no session and is not checked. Default: it is not; the spec cannot say it. */
  readonly disabled?: boolean;
  /** Words for the end of the engine's line, byte for byte; empty = none. */
  readonly raw: string;
}

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

/** What the preset made services and pools from, and what is done with the cluster at run time. */
export interface WazuhCluster {
  readonly profile: 4;
  /** undefined = it is not asked: managers are those of the spec, and agents are moved by their sessions. */
  readonly api: WazuhApi | undefined;
  /** Name → address of managers that the spec names; the first one is the master. */
  readonly managers: Readonly<Record<string, string>>;
  /** Managers that the API tells of come and go by themselves. */
  readonly discover: boolean;
  /** Exact names or globs (`*`, `?`) of managers that never get agents. */
  readonly exclude: readonly string[];
  /** Manager → address that the balancer reaches it by, where it is not the one the cluster knows. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Manager → share of the agents, where it is not the usual 100. Default: none. */
  readonly weights?: Readonly<Record<string, number>>;
  /** A manager that neither the cluster nor the checks have seen for so long is removed. */
  readonly removeAfterMs: number;
  /** Names of the pools, with the ports of their servers; undefined = that service is switched off. */
  readonly events: WazuhPool | undefined;
  readonly enrollment: WazuhPool | undefined;
  readonly apiService: WazuhPool | undefined;
  /** Of hosts of its own: managers are not members of it. */
  readonly dashboard: WazuhPool | undefined;
  /** Agents that are expected: limits are made for them. */
  readonly agents: number;
}

export interface WazuhPool {
  readonly pool: string;
  /** Of the managers. */
  readonly port: number;
}

export interface WazuhApi {
  /** Tried in turn, `https://HOST:PORT`. */
  readonly urls: readonly string[];
  readonly user: string;
  readonly password: Secret;
  /** File on the node with the CA; undefined = the distribution's, unless a fingerprint is pinned. */
  readonly ca: string | undefined;
  /** SHA-256 of the certificate, 64 hex digits in lower case. */
  readonly fingerprint: string | undefined;
  /** Requests a minute that Holdfast takes at most, of the 300 that all clients of the API share. */
  readonly requestsPerMinute: number;
}

export interface LabPlan {
  /** Pool → the program that plays its servers. */
  readonly players: Readonly<Record<string, 'http-echo' | 'tcp-echo'>>;
  readonly clients: number;
  /** Simulated Wazuh managers and agents. Default: none. */
  readonly managers?: number;
  readonly agents?: number;
}
