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
  /** Called down by a node's own checks, which nginx does not have: gets no session. Default: it is not; no spec says it. */
  readonly failed?: boolean;
  /** Words for the end of the engine's line, byte for byte; empty = none. */
  readonly raw: string;
}
