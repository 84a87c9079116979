import type { ApplyProgress } from '../apply/apply-progress.ts';
import type { BalanceView } from '../balance/balance-view.ts';
import type { JournalEvent } from '../journal/record.ts';
import type { SiteView, Verdict } from '../status/site-view.ts';
import type { SiteShape } from './site-shape.ts';

/** The whole site as the dashboard is told of it. Every moment is milliseconds since 1970 by the clock of who serves the page. */
export interface PageSite {
  readonly atMs: number;
  /** undefined = nobody has answered yet. Its ages count from `viewAtMs`. */
  readonly view: SiteView | undefined;
  readonly viewAtMs: number;
  /** By node, in the order of the site. */
  readonly words: Readonly<Record<string, NodeWord>>;
  /** What the accepted spec says; undefined = it is not known. */
  readonly shape: SiteShape | undefined;
  /** Each service as a client sees it, through the VIP. Empty = nobody looks through it from here. */
  readonly through: readonly ThroughVip[];
  readonly balances: readonly BalanceView[];
  /** The apply that is on, or the last one. */
  readonly progress: ApplyProgress | undefined;
}

/** What one node's daemon answers, whatever the others say. */
export interface NodeWord {
  /** Where it was asked: `unix:/run/holdfast/node.sock`. */
  readonly where: string;
  /** When it answered last; undefined = never. */
  readonly heardAtMs: number | undefined;
  /** Why it does not answer; undefined = it does. */
  readonly why: string | undefined;
  readonly verdict: Verdict | undefined;
  readonly sentence: string | undefined;
  /** VIP → who holds it, as this node sees it, with the age of that at `heardAtMs`. */
  readonly holders: Readonly<Record<string, readonly { readonly node: string; readonly ageMs: number }[]>>;
  /** What its own engines run with: `POOL/SERVER` → weight. */
  readonly weights: Readonly<Record<string, number>>;
  /** VIP → sessions through it on this node, of all its processes. */
  readonly sessions: Readonly<Record<string, number>>;
}

/** One service asked as a client asks it, through the VIP. */
export interface ThroughVip {
  readonly service: string;
  readonly vip: string;
  /** `http://10.77.0.100:80/`, `10.77.0.100:1514`. */
  readonly target: string;
  /** undefined = not asked yet. */
  readonly ok: boolean | undefined;
  /** `200 in 2 ms`, `connection refused`. */
  readonly says: string;
  readonly atMs: number;
  /** Since when it is so; undefined = since it was asked first. */
  readonly sinceMs: number | undefined;
  /** Where from: `the client of the lab`, `this machine`. */
  readonly from: string;
}

/** What does not change while the page is open. */
export interface PageAbout {
  /** Digest of the page's files: a page that was loaded before an upgrade loads itself again. */
  readonly build: string;
  readonly version: string;
  /** May its holder change something? */
  readonly mayChange: boolean;
  /** As whom; undefined = nobody in particular. */
  readonly who: string | undefined;
  /** The lab's name; undefined = real hosts. */
  readonly lab: string | undefined;
  /** What follows a command to mean this site: ` --lab-name web`; empty = the daemon of this machine. */
  readonly siteWords: string;
  /** The spec file that was named, to be planned; undefined = none. */
  readonly specFile: string | undefined;
  /** A spec can be linted here. */
  readonly mayLint: boolean;
  readonly nodes: readonly string[];
  /** Node → what stands before `/api/v1` to ask it: `/nodes/lb1`, or nothing. */
  readonly api: Readonly<Record<string, string>>;
}

export interface PageEvent extends JournalEvent {
  readonly node: string;
}

/** What the page is told, a message of server-sent events each. */
export type PageMessage =
  /** Everything that is not as it was told last. */
  | { readonly is: 'site'; readonly site: Partial<PageSite> & { readonly atMs: number } }
  /** In the order of each node; on connecting the last ones, later those that happen. */
  | { readonly is: 'events'; readonly events: readonly PageEvent[] }
  | { readonly is: 'drill'; readonly drill: DrillRun }
  /** Of the drill that is on or was last, those that are new; on connecting all that are kept. */
  | { readonly is: 'beats'; readonly beats: readonly PageBeat[] };

/** A drill in the lab: the one that is on, or the last one. */
export interface DrillRun {
  readonly fault: string;
  readonly startedAtMs: number;
  readonly isOn: boolean;
  /** What it told, a line each. */
  readonly lines: readonly string[];
  readonly verdict: 'pass' | 'fail' | undefined;
  readonly reasons: readonly string[];
  /** Figures of each run. */
  readonly runs: readonly DrillFigures[];
  /** How each run went: bins of new connections, who held the VIP. Milliseconds from its start. */
  readonly courses: readonly DrillCourse[];
  /** Why it could not be done; undefined = it could. */
  readonly trouble: string | undefined;
}

/** A tenth of a second of a drill that is on: new connections that ended in it, and who had the VIP. */
export interface PageBeat {
  /** When its run began. Milliseconds since 1970, as `atMs`. */
  readonly startMs: number;
  readonly atMs: number;
  readonly ok: number;
  readonly failed: number;
  /** The slowest answer; null = there was none. */
  readonly slowestMs: number | null;
  /** By the kernels' word. */
  readonly holders: readonly string[];
  /** How many things the drill has done so far. */
  readonly acts: number;
}

export interface DrillFollower {
  readonly onDrill: (drill: DrillRun) => void;
  /** At once with all that are kept, later with those that are new. */
  readonly onBeats: (beats: readonly PageBeat[]) => void;
}

export interface PageDrillList {
  readonly faults: readonly { readonly name: string; readonly does: string; readonly hurts: string }[];
  /** Those in this lab that have ended, whoever asked for them, the newest first; without their courses. */
  readonly former: readonly DrillRun[];
  /** What the usual pair did in the same faults, as it was measured once. Default: it is not known. */
  readonly usual?: UsualPair;
}

/** A usual hand-written pair and Holdfast side by side, as `make bench` measured them; the same faults, medians. */
export interface UsualPair {
  /** The day: `2026-11-21`. */
  readonly measuredOn: string;
  readonly machine: {
    readonly haproxy: string;
    readonly keepalived: string;
    readonly kernel: string;
    readonly node: string;
    readonly holdfast: string;
    readonly cores: number;
  };
  /** Runs of each fault. */
  readonly runs: number;
  /** New connections a second. */
  readonly rate: number;
  readonly faults: Readonly<Record<string, { readonly usual: PairFigures; readonly holdfast: PairFigures }>>;
}

export interface PairFigures {
  readonly lost: number;
  readonly outageMs: number;
  readonly twoHoldersMs: number;
  /** It had not ended when the look ended: `lost` and `outageMs` are lower bounds. */
  readonly outageGoesOn: boolean;
  readonly twoHoldersGoOn: boolean;
}

/** What one run measured; times in milliseconds. */
export interface DrillFigures {
  readonly sent: number;
  readonly lost: number;
  readonly inFlight: number;
  readonly cut: number;
  readonly outageMs: number;
  readonly slowestMs: number;
  readonly twoHoldersMs: number;
  /** null = not within the time of a run. */
  readonly recoveredMs: number | null;
  readonly holdersBefore: readonly string[];
  readonly holdersAfter: readonly string[];
}

export interface DrillCourse {
  readonly binMs: number;
  readonly ok: readonly number[];
  readonly failed: readonly number[];
  /** The slowest answer of each bin; null = there was none. */
  readonly slowestMs: readonly (number | null)[];
  readonly holds: readonly { readonly node: string; readonly fromMs: number; readonly toMs: number }[];
  readonly actsMs: readonly number[];
  /** When it began to undo what it did. Default: there was nothing to undo. */
  readonly healedMs?: number;
  /** From when on the site was as before. Default: it was not within the time of the run. */
  readonly recoveredMs?: number;
  /** The VIP that `holds` is about. Default: it is not told. */
  readonly vip?: string;
  /** Who had the site's other VIPs. Default: there are none. */
  readonly otherVips?: readonly { readonly vip: string; readonly holds: DrillCourse['holds'] }[];
}

/** What is wrong with a spec, and at which line. */
export interface PageFinding {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly remedy: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** Why it matters, and where that is known from; undefined = no rule found it. */
  readonly why: string | undefined;
  readonly source: string | undefined;
}
