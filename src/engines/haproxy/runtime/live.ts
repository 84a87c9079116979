import type { EngineVersion } from '../../lint-context.ts';

/** One running HAProxy as its socket describes it. */
export interface LiveHaproxy {
  readonly version: EngineVersion;
  /** Sessions that the process takes at most now, and the most that it can be told to take. */
  readonly maxconn: number;
  readonly hardMaxconn: number;
  /** By name: sessions at most. */
  readonly frontends: ReadonlyMap<string, number>;
  readonly servers: readonly LiveServer[];
}

export interface LiveServer {
  readonly pool: string;
  readonly server: string;
  /** HAProxy's numbers for them, until the next reload. */
  readonly poolId: number;
  readonly serverId: number;
  readonly host: string;
  readonly port: number;
  /** As set last, 0 to 256; `initialWeight` is the one that it was created with. */
  readonly weight: number;
  readonly initialWeight: number;
  readonly admin: ServerAdmin;
  readonly isUp: boolean;
  /** 0 = no limit. */
  readonly maxconn: number;
  /** Result of the last check, `L7OK`, `L4CON`; `INI` before the first; empty when it is not checked. */
  readonly check: string;
  /** Open now; `total` since it was created. */
  readonly sessions: number;
  readonly total: number;
  /** Connections to it that are in use. */
  readonly usedConnections: number;
}

export type ServerAdmin = 'ready' | 'drain' | 'maint';
