import type { Secret } from './site.ts';

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
