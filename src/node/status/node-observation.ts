import type { BalanceView } from '../balance/balance-view.ts';
import type { Intents } from '../intents/intent.ts';
import type { NodeLook } from './node-look.ts';

/** What one node's daemon knows of itself after a cycle; peers ask each other for it. Every moment is in UTC. */
export interface NodeObservation extends NodeLook {
  readonly version: 1;
  readonly site: string;
  readonly node: string;
  /** Milliseconds since 1970, by the clock of that node, when the cycle ended. */
  readonly atMs: number;
  readonly daemon: { readonly pid: number; readonly startedAt: string; readonly version: string };
  readonly release: NodeRelease;
  readonly intents: Intents;
  /** Its own certificate; undefined = it has none, and speaks with nobody but this machine. */
  readonly certificate: { readonly notAfter: string; readonly serial: string } | undefined;
  /** Files that services on this node show to clients. Missing = none. */
  readonly serviceCertificates?: readonly ShownCertificate[];
  /** Sessions that are open now through each VIP, by name; of all processes on the node. */
  readonly sessions: Readonly<Record<string, number>>;
  /** How pools are spread that this node decides about. Missing = none. */
  readonly balances?: readonly BalanceView[];
  readonly findings: readonly NodeFinding[];
}

export interface ShownCertificate {
  readonly file: string;
  readonly services: readonly string[];
  /** ISO 8601; undefined = it cannot be read, for the reason in `why`. */
  readonly notAfter: string | undefined;
  readonly why?: string;
}

/** What a node has in force. */
export interface NodeRelease {
  /** The current revision; 0 = none was accepted yet. */
  readonly revision: number;
  /** Its release's digest; empty = none. */
  readonly digest: string;
  /** When it was accepted; empty = never. */
  readonly at: string;
  readonly who: string;
  /** A release that is in force and not kept yet: it is taken back by itself when nobody keeps it in time. */
  readonly trial:
    | { readonly apply: string; readonly revision: number; readonly digest: string; readonly until: string }
    | undefined;
  /** What is in force unlike revision and intents say; one sentence each. */
  readonly drift: readonly string[];
}

/** What needs a person. The same code and subject is one finding, however often it is seen. */
export interface NodeFinding {
  /** `room/what`, with a page in docs/problems. */
  readonly code: string;
  /** What it is about: `vip/edge`, `server/web/web1`, `member lb2`; empty = the node itself. */
  readonly about: string;
  readonly severity: 'critical' | 'warning';
  readonly message: string;
  readonly remedy: string;
  /** Since when; ISO 8601. */
  readonly at: string;
}
