import type { Drift, JournalStanding } from '../api/node-service.ts';
import type { CertificateStanding } from '../check/judge-certificates.ts';
import type { JournalEvent } from '../journal/record.ts';
import type { Revision } from '../state/revision.ts';
import type { SeenServer } from '../status/site-status.ts';
import type { SiteView } from '../status/site-view.ts';

/** What was asked of a site to make its report. */
export interface ReportFacts {
  readonly view: SiteView;
  /** Newest first. */
  readonly revisions: readonly Revision[];
  readonly drift: Drift;
  readonly events: ReportEvents;
  readonly journal: JournalStanding;
  /** Milliseconds since 1970. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface ReportEvents {
  /** In their order. */
  readonly all: readonly JournalEvent[];
  /** False: the journal does not reach back to the beginning of the time that is reported, or holds too many. */
  readonly isComplete: boolean;
}

/** The health of a whole site at one moment, and what happened before. Frozen data: it is also printed as JSON. */
export interface Report {
  readonly version: 1;
  readonly site: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** The time that is reported. */
  readonly from: string;
  /** The node whose daemon says all this. */
  readonly seenBy: string;
  readonly verdict: SiteView['verdict'];
  readonly sentence: string;
  readonly redundancy: SiteView['redundancy'];
  readonly findings: SiteView['findings'];
  readonly vips: readonly ReportVip[];
  readonly nodes: readonly ReportNode[];
  readonly pools: readonly ReportPool[];
  readonly intents: SiteView['intents'];
  readonly drift: Drift;
  readonly certificates: readonly CertificateStanding[];
  /** Newest first. */
  readonly revisions: readonly Omit<Revision, 'routerIds'>[];
  readonly events: {
    readonly first: string | undefined;
    readonly isComplete: boolean;
    /** The most frequent first. */
    readonly counts: readonly { readonly kind: string; readonly count: number }[];
    /** What a person may want to read, newest last. */
    readonly notable: readonly JournalEvent[];
    /** How many older ones were left out of `notable`. */
    readonly leftOut: number;
  };
  readonly outages: readonly Outage[];
  readonly journal: JournalStanding;
}

export interface ReportVip {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly holders: readonly string[];
  readonly unseen: readonly string[];
  readonly since: string | undefined;
  /** Node → what it says of itself: able to serve, or why not. */
  readonly nodes: Readonly<Record<string, string>>;
  /** Within the time that is reported. */
  readonly moves: number;
  readonly outageMs: number;
}

export interface ReportNode {
  readonly name: string;
  readonly reachable: boolean;
  readonly ageMs: number | undefined;
  readonly why: string | undefined;
  readonly version: string | undefined;
  readonly startedAt: string | undefined;
  readonly foundation: string;
  readonly engines: readonly {
    readonly engine: 'haproxy' | 'nginx';
    readonly state: string;
    readonly restarts: number;
    readonly reloads: number;
  }[];
  readonly keepalived: { readonly state: string; readonly restarts: number };
  readonly revision: number | undefined;
  readonly digest: string | undefined;
  readonly paused: SiteView['members'][string]['paused'];
}

export interface ReportPool {
  readonly name: string;
  readonly up: number;
  readonly servers: readonly (Pick<SeenServer, 'address' | 'state' | 'sessions' | 'lastCheck'> & {
    readonly name: string;
    /** Nodes that see it otherwise than the holder: `lb2: down`. */
    readonly otherwise: readonly string[];
  })[];
}

/** A time in which a VIP was seen on no node, or on several. Shorter ones than a look (2 s) may be missing. */
export interface Outage {
  readonly vip: string;
  readonly kind: 'no-holder' | 'two-holders';
  readonly from: string;
  /** undefined = it goes on. */
  readonly to: string | undefined;
  readonly ms: number;
}
