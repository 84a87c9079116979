import type { Listener } from '../site/listeners.ts';

export { RUN_FILES } from '../engines/run-files.ts';

/**
 * `foundation.json`: all that one node's foundation needs to know. Part of a release, written by compile, read by
 * the foundation, which knows neither spec nor site.
 */
export interface FoundationConfig {
  readonly version: 1;
  readonly site: string;
  readonly node: string;
  /** Bound before any guest starts; `fd` is the number under which the listener's engine inherits it. */
  readonly listeners: readonly Listener[];
  readonly vips: readonly FoundationVip[];
  /** undefined = no service needs it: it does not run, and the release has no haproxy.cfg. */
  readonly haproxy: EngineTimes | undefined;
  /** undefined = no service needs it: it does not run, and the release has no nginx.conf. */
  readonly nginx: EngineTimes | undefined;
}

export interface EngineTimes {
  /** Silence after which a second process is started beside a hung one. */
  readonly freezeMs: number;
  /** The longest life of a drained old process: `hard-stop-after`, `worker_shutdown_timeout`. */
  readonly hardStopMs: number;
}

export interface FoundationVip {
  readonly name: string;
  readonly interface: string;
  readonly addresses: readonly { readonly address: string; readonly prefix: number }[];
  /** Names of the VRRP instances (one a family) as notify lines give them. */
  readonly instances: readonly string[];
  /** File name below `track/` in the run directory. */
  readonly trackFile: string;
  readonly healthyWeight: number;
  readonly holderWeight: number;
  readonly failback: 'manual' | 'automatic';
  readonly failbackDelayMs: number;
  readonly advertMs: number;
  /** keepalived's `priority` of this node, without the track file's number. */
  readonly priority: number;
  /** The longest time that the slowest peer needs to take over after this node's last advert; 0 = there is no peer. */
  readonly takeoverMs: number;
  /** Addresses that the peers' VRRP speaks from. */
  readonly peers: readonly string[];
  /**
   * HAProxy frontends whose sessions belong to this VIP: closed when it leaves this node. nginx cannot close single
   * sessions: those of its listeners end by the new holder's reset when the client next speaks, and on this node by
   * keep-alive probes that nobody answers.
   */
  readonly frontends: readonly string[];
}
