import type { ApplyProgress } from '../apply/apply-progress.ts';
import type { BalanceView } from '../balance/balance-view.ts';
import type { Intent } from '../intents/intent.ts';
import type { NodeFinding, NodeRelease, ShownCertificate } from './node-observation.ts';
import type { SiteStatus } from './site-status.ts';

/** The whole site as one node's daemon sees it: its own observation and those of its peers, with their age. */
export interface SiteView extends SiteStatus {
  /** The node whose daemon says all this. */
  readonly seenBy: string;
  readonly verdict: Verdict;
  /** `web-edge: serving; lb1 holds edge since 03:12 UTC; redundancy full`. */
  readonly sentence: string;
  readonly redundancy: Redundancy;
  /** VIP → since when its holder has it, ISO 8601; missing = not known. */
  readonly holderSince: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, NodeStanding>>;
  /** Intents in force, and whether the site has what they are about. */
  readonly intents: readonly (Intent & { readonly idle: boolean })[];
  /** The apply that is on now, or undefined. */
  readonly apply: ApplyProgress | undefined;
  /** How sessions are spread, by those who decide. Missing = no pool is rebalanced, or nobody is known to decide. */
  readonly balances?: readonly BalanceView[];
  /** Of all nodes, the critical ones first. */
  readonly findings: readonly (NodeFinding & { readonly node: string })[];
}

/**
 * serving: every VIP has one holder that is fit, and every pool in use a server · degraded: it serves, and something is wrong
 * that clients may feel (a pool without servers, two holders) · down: a VIP without holder · unknown: too little is seen.
 */
export type Verdict = 'serving' | 'degraded' | 'down' | 'unknown';

/** Whether the site survives the loss of the holder. */
export interface Redundancy {
  readonly level: 'full' | 'degraded' | 'none' | 'unknown';
  /** Why it is not full, one sentence each. */
  readonly reasons: readonly string[];
}

/** A node as the daemon that speaks knows it. */
export interface NodeStanding {
  /** It answered in time; of itself always true. */
  readonly reachable: boolean;
  /** Age of what is shown of it; undefined = it was never heard. */
  readonly ageMs: number | undefined;
  /** Why it is not reachable. */
  readonly why: string | undefined;
  readonly daemon: { readonly pid: number; readonly startedAt: string; readonly version: string } | undefined;
  readonly release: NodeRelease | undefined;
  readonly certificate: { readonly notAfter: string; readonly daysLeft: number } | undefined;
  /** Files that services on it show to clients. Missing = none. */
  readonly serviceCertificates?: readonly ShownCertificate[];
  readonly paused: { readonly who: string; readonly why: string; readonly until: string | null } | undefined;
}
