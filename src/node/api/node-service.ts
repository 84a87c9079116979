import type { Problem } from '../../base/problem.ts';
import type { Plan } from '../../release/plan/plan.ts';
import type { ApplyProgress } from '../apply/apply-progress.ts';
import type { ApplyOrder, Checked, RollbackOrder, TrialOrder } from '../apply/orders.ts';
import type { BalanceOrder, MovedSessions, MoveOrder, PoolSessions } from '../balance/balance-orders.ts';
import type { BalanceView } from '../balance/balance-view.ts';
import type { Forced } from '../in-force/forced.ts';
import type { Asked } from '../intents/add-intent.ts';
import type { Intent, Intents } from '../intents/intent.ts';
import type { JournalEvent } from '../journal/record.ts';
import type { Revision, WholeRevision } from '../state/revision.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import type { SiteView } from '../status/site-view.ts';
import type { AdvertsSeen } from '../vrrp/adverts-seen.ts';

/**
 * What a node's daemon does for whoever may ask: the API serves it, the command line and peers call it through a door
 * (a client of the API) of the same shape. Every method may throw a Fault; a Fault of the other side arrives as the same Fault.
 */
export interface NodeService {
  readonly site: string;
  readonly node: string;

  // --- look ---
  /** Ready: the foundation answers and its guests run; reasons say why not. */
  ready(): Promise<Readiness>;
  status(): Promise<SiteView>;
  observation(): Promise<NodeObservation>;
  /** Prometheus' text format. */
  metrics(): Promise<string>;
  /** At most `limit` events from number `from` on; `from` < 0 counts from the end: -20 = the last twenty. */
  events(from: number, limit: number): Promise<readonly JournalEvent[]>;
  /** Events from number `from` on (default: those to come), until the signal. */
  followEvents(from: number | undefined, signal: AbortSignal): AsyncIterable<JournalEvent>;
  /** The last lines of one log of this node: foundation, haproxy, keepalived or node. */
  logs(of: LogName, lines: number): Promise<string>;
  /** Follows the chain of this node's journal through all its files. */
  verifyJournal(): Promise<JournalStanding>;
  history(): Promise<History>;
  revision(number: number): Promise<WholeRevision>;
  drift(): Promise<Drift>;
  /** What a spec would change of what is in force on all nodes that answer. */
  plan(order: Pick<ApplyOrder, 'spec' | 'file'>): Promise<PlanAnswer>;
  /** The apply that is on, or the last one; undefined = none since the daemon started. */
  progress(): Promise<ApplyProgress | undefined>;
  /** How the sessions of each pool with `rebalance` are spread, as the node that decides sees it. */
  balances(): Promise<readonly BalanceView[]>;
  /** What this node's Keepalived tells of adverts now; it is asked only when somebody asks here. */
  adverts(): Promise<AdvertsSeen>;

  // --- change ---
  /** Adds an intent, here and on every node that answers. */
  ask(asked: Asked, ifMatch?: string): Promise<IntentOutcome>;
  /** Begins; the answer comes at once, `progress` and the events `apply-…` say how it goes on. */
  apply(order: ApplyOrder, who: string, ifMatch?: string): Promise<ApplyProgress>;
  rollback(order: RollbackOrder, who: string, ifMatch?: string): Promise<ApplyProgress>;
  /** Keeps the apply that waits for it. @throws Fault `node/nothing-to-confirm` */
  confirm(who: string): Promise<ApplyProgress>;
  /** Takes back the apply that is on. @throws Fault `node/nothing-to-undo` */
  undo(who: string): Promise<ApplyProgress>;
  switchover(order: SwitchoverOrder, who: string): Promise<SwitchoverOutcome>;
  /**
   * Begins to spread a pool's sessions, by whichever node decides; answers at once, `balances` and the events `balance-…` say how it goes on.
   * @throws Fault `balance/not-rebalanced`, `balance/no-decider`, `balance/hindered`
   */
  balance(pool: string, who: string): Promise<BalanceView>;
  /** Ends the run that is on; what was moved stays. Nothing on = nothing is done. */
  stopBalance(pool: string, who: string): Promise<BalanceView>;
  /** Sends a test message through every channel, or the one that is named. */
  testNotify(channel: string | undefined): Promise<readonly NotifyOutcome[]>;

  // --- peers ---
  /** Merges a peer's intents into ours and answers with the result. */
  mergeIntents(intents: Intents): Promise<Intents>;
  /** What is in force on this node unlike revision and intents say. */
  nodeDrift(): Promise<NodeDrift>;
  /** How this node would put a spec in force; no engine is asked. */
  forecast(order: ForecastOrder): Promise<Forecast>;
  /** Compiles and asks the engines here; changes nothing. */
  check(order: TrialOrder): Promise<Checked>;
  /** Puts the release in force on trial. @throws Fault; then what was in force before is in force again */
  startTrial(order: TrialOrder): Promise<Forced>;
  /** The coordinator is alive: the lease begins anew. */
  renewTrial(apply: string): Promise<void>;
  /** The trial's release becomes the current revision. Asked twice it answers the same. */
  keepTrial(apply: string): Promise<Revision>;
  /** The former release is put back in force. Asked twice, or when there is no such trial, it does nothing. */
  undoTrial(apply: string): Promise<void>;
  /** The files that are in force on this node now, secrets as references. */
  filesInForce(): Promise<readonly { readonly path: string; readonly text: string }[]>;
  /** Gives this node the holder's weight for a VIP (true), takes it (false), or leaves it to the rule (null). */
  setBonus(vip: string, value: boolean | null): Promise<void>;
  /** Sessions of a pool on this node, in all its HAProxy processes. @throws Fault when HAProxy does not answer */
  poolSessions(pool: string): Promise<PoolSessions>;
  /** Moves sessions of this node, idle ones with empty buffers alone; fewer than wanted when there are not more of them. */
  moveSessions(order: MoveOrder): Promise<MovedSessions>;
  /** What `balance` and `stopBalance` ask of the node that decides. @throws Fault `balance/no-decider` when this is another one */
  steerBalance(order: BalanceOrder): Promise<BalanceView>;
}

export type LogName = 'foundation' | 'haproxy' | 'nginx' | 'keepalived' | 'node';

export interface Readiness {
  /** The site's name; empty = none was accepted yet. */
  readonly site: string;
  readonly node: string;
  readonly ready: boolean;
  readonly reasons: readonly string[];
}

export interface JournalStanding {
  /** Records that are as they were written. */
  readonly records: number;
  /** Lines that are not, at most a hundred of them. */
  readonly broken: readonly { readonly file: string; readonly line: number; readonly message: string }[];
  /** Where the chain ends: who keeps it elsewhere can tell later whether the end was cut off. */
  readonly last: { readonly seq: number; readonly hash: string };
  /** Why events do not reach the disk now, or cannot be read; undefined = they do. */
  readonly trouble: string | undefined;
}

export interface History {
  readonly etag: string;
  /** Newest first. */
  readonly revisions: readonly Revision[];
}

export interface Drift {
  readonly nodes: readonly NodeDrift[];
  /** Nodes that are unlike each other, one sentence each. */
  readonly between: readonly string[];
}

export interface NodeDrift {
  readonly node: string;
  /** Why nothing is known of it; undefined = the rest is what was seen. */
  readonly why: string | undefined;
  /** Unified diffs: from what revision and intents say to what is in force. Secrets are references. */
  readonly files: readonly { readonly path: string; readonly patch: string }[];
  /** What the running HAProxy does unlike its file. */
  readonly runtime: readonly string[];
}

export interface PlanAnswer {
  readonly plan: Plan;
  /** Of the state that the plan was made for: `apply` with it is refused when somebody was quicker. */
  readonly etag: string;
  /** Sessions that it would end, by node. */
  readonly sessionsCut: Readonly<Record<string, number>>;
  /** Nodes whose files are not known, with the reason. */
  readonly unreachable: Readonly<Record<string, string>>;
  /** Of the spec: what is allowed and may hurt. Default: none. */
  readonly warnings?: readonly Problem[];
}

export interface ForecastOrder extends Pick<ApplyOrder, 'spec' | 'file'> {
  /** Those that the asking node has kept, so that both compile the same. */
  readonly routerIds: Readonly<Record<string, number>>;
}

export type Forecast = Pick<Forced, 'how' | 'sessionsCut' | 'notes'>;

export interface IntentOutcome {
  readonly intent: Intent;
  /** node → what it did about it, one sentence. */
  readonly nodes: Readonly<Record<string, string>>;
  /** Nodes that did not answer: they get it when they return. */
  readonly later: readonly string[];
}

export interface SwitchoverOrder {
  readonly vip: string;
  /** Default: the fittest other node, in the spec's order. */
  readonly to?: string;
  /** Also to a node that cannot serve. Default: refuse. */
  readonly force?: boolean;
}

export interface SwitchoverOutcome {
  readonly vip: string;
  readonly from: string | undefined;
  readonly to: string;
  /** From the order until the new holder was seen alone. */
  readonly tookMs: number;
  /** Sessions that were open through the VIP on the former holder when it left. */
  readonly sessionsCut: number;
  readonly sentence: string;
}

export interface NotifyOutcome {
  readonly channel: string;
  readonly kind: 'webhook' | 'slack' | 'pagerduty' | 'email' | 'command';
  readonly ok: boolean;
  /** What the other side answered, or why it could not be reached. */
  readonly says: string;
  readonly tookMs: number;
}
