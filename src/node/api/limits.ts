/** What one caller, or all together, may cost. Defaults are ample for a site's people, dashboards and peers. */
export interface ApiLimits {
  /** A spec is at most 1 MiB; JSON makes it a little longer. */
  readonly bodyBytes: number;
  /** Of all bodies that are being received, so that many callers do not cost more memory than the daemon may have. */
  readonly allBodiesBytes: number;
  /** Objects and lists within each other. */
  readonly depth: number;
  readonly headersMs: number;
  readonly requestMs: number;
  readonly handshakeMs: number;
  /** How long a connection may stay open between two requests. */
  readonly idleMs: number;
  readonly tlsConnections: number;
  readonly unixConnections: number;
  /** Of one IPv4 address or one IPv6 /64, which costs nobody more. */
  readonly connectionsPerAddress: number;
  /** Requests of one connection that are being answered at once. */
  readonly requestsPerConnection: number;
  readonly streams: number;
  readonly heartbeatMs: number;
  /** How long a stream's reader may take to make room. */
  readonly slowReaderMs: number;
}

export const LIMITS: ApiLimits = {
  bodyBytes: 1_572_864,
  allBodiesBytes: 12_582_912,
  depth: 32,
  headersMs: 10_000,
  requestMs: 30_000,
  handshakeMs: 10_000,
  idleMs: 60_000,
  tlsConnections: 256,
  unixConnections: 64,
  connectionsPerAddress: 64,
  requestsPerConnection: 16,
  streams: 32,
  heartbeatMs: 15_000,
  slowReaderMs: 15_000,
};
