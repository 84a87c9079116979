/** What a foundation answers to `{"do":"status"}`: facts it observed, with their age where they can be old. */
export interface FoundationStatus {
  readonly version: 1;
  readonly site: string;
  readonly node: string;
  readonly pid: number;
  readonly startedAt: string;
  /** `stopping`: guests are being ended on purpose. */
  readonly state: 'starting' | 'running' | 'stopping';
  readonly listeners: readonly { readonly name: string; readonly address: string; readonly port: number }[];
  readonly guests: {
    /** Its state is `unused` where no service of the site needs it. */
    readonly haproxy: EngineGuest;
    /** undefined = no service of the site needs it. */
    readonly nginx?: EngineGuest;
    readonly keepalived: KeepalivedGuest;
  };
  readonly vips: Readonly<Record<string, VipStatus>>;
  /** What needs a person: a stranger on our ports, a configuration that was refused. Newest last, at most 20. */
  readonly findings: readonly Finding[];
}

/** running: it answers. silent: it lives but does not answer. waiting: a back-off runs. adopted ones are running. unused: nobody needs it. */
export type GuestState = 'starting' | 'running' | 'silent' | 'waiting' | 'stopped' | 'unused';

/** HAProxy or nginx. */
export interface EngineGuest {
  readonly state: GuestState;
  /** Of nginx: its master. */
  readonly pid: number | undefined;
  /** Unwanted ends since the foundation started. */
  readonly restarts: number;
  readonly reloads: number;
  /** Old processes that still serve sessions. */
  readonly draining: number;
  /** `sessions` is undefined where it is not known, as of old nginx processes. */
  readonly old: readonly { readonly pid: number; readonly sessions: number | undefined }[];
}

export interface KeepalivedGuest {
  readonly state: GuestState;
  readonly pid: number | undefined;
  readonly restarts: number;
  readonly vips: Readonly<Record<string, { readonly role: VrrpRole; readonly priority: number | undefined }>>;
}

export type VrrpRole = 'MASTER' | 'BACKUP' | 'FAULT' | 'unknown';

export interface VipStatus {
  /** This node has the VIP on an interface, as seen `ageMs` ago. */
  readonly here: boolean;
  /** Since when it is here without a break; undefined = it is not here, or was already when this foundation started. */
  readonly since: string | undefined;
  readonly ageMs: number;
  /** This node is able to serve it. */
  readonly healthy: boolean;
  /** Why not, in words; undefined when healthy. */
  readonly reason: string | undefined;
  /** The number in the track file. */
  readonly weight: number;
}

export interface Finding {
  readonly code: string;
  readonly severity: 'critical' | 'warning';
  readonly message: string;
  readonly remedy: string;
  readonly at: string;
}
