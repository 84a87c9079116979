import type { RemotedCounts } from './remoted.ts';

/** A manager as the cluster knows it. */
export interface Member {
  readonly name: string;
  readonly type: 'master' | 'worker';
  /** `4.14.7` */
  readonly version: string;
  readonly ip: string;
}

/** What one manager says of its remoted. */
export interface RemotedStats {
  readonly sessions: number;
  readonly startedAtMs: number;
  readonly counts: RemotedCounts;
}

/** What the managers of a cluster ask of each other, by name: from → to. */
export interface Asked {
  /** worker → master: who it is, and which client.keys it has. */
  hello: { member: Omit<Member, 'ip'>; keys: string };
  /** worker → master: its agents' new state. */
  agents: { records: unknown };
  /** worker → master: a line of enrollment. */
  enroll: { line: string; from: string };
  /** worker → master: a request to its API. */
  api: unknown;
  keepalive: null;
  /** master → worker: client.keys. */
  keys: { text: string };
  /** master → worker: order these agents to connect again. @returns those that the order was put in for */
  reconnect: { ids: readonly string[] };
  stats: null;
}
