import type {
  Drift,
  Forecast,
  ForecastOrder,
  History,
  IntentOutcome,
  JournalStanding,
  LogName,
  NodeDrift,
  NodeService,
  NotifyOutcome,
  PlanAnswer,
  Readiness,
  SwitchoverOrder,
  SwitchoverOutcome,
} from '../api/node-service.ts';
import type { ApplyProgress } from '../apply/apply-progress.ts';
import type { Coordinator } from '../apply/coordinator.ts';
import type { ApplyOrder, Checked, RollbackOrder, TrialOrder } from '../apply/orders.ts';
import type { Trials } from '../apply/trials.ts';
import type { BalanceOrder, MovedSessions, MoveOrder, PoolSessions } from '../balance/balance-orders.ts';
import type { BalanceView } from '../balance/balance-view.ts';
import type { Balancer } from '../balance/balancer.ts';
import type { Forced } from '../in-force/forced.ts';
import type { Asked } from '../intents/add-intent.ts';
import type { Intents } from '../intents/intent.ts';
import type { Journal } from '../journal/open-journal.ts';
import type { JournalEvent } from '../journal/record.ts';
import type { TemporaryBonus } from '../operate/temporary-bonus.ts';
import type { State } from '../state/open-state.ts';
import type { Revision, WholeRevision } from '../state/revision.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import type { SiteView } from '../status/site-view.ts';
import { AdvertsLook } from '../vrrp/adverts-look.ts';
import type { AdvertsSeen } from '../vrrp/adverts-seen.ts';
import type { CurrentSite } from './current-site.ts';
import { noSite } from './no-site.ts';
import { readLog } from './read-log.ts';
import type { SiteLook } from './site-look.ts';
import type { Watch } from './watch.ts';
import type { Wishes } from './wishes.ts';

export interface DaemonParts {
  readonly node: string;
  readonly runDir: string;
  readonly state: State;
  readonly journal: Journal;
  readonly current: CurrentSite;
  readonly watch: Watch;
  readonly wishes: Wishes;
  readonly trials: Trials;
  readonly coordinator: Coordinator;
  readonly bonus: TemporaryBonus;
  readonly balancer: Balancer;
  readonly look: SiteLook;
  readonly switchover: (order: SwitchoverOrder, who: string) => Promise<SwitchoverOutcome>;
  readonly metrics: () => Promise<string>;
  readonly standingOfJournal: () => Promise<JournalStanding>;
  readonly testNotify: (channel: string | undefined) => Promise<readonly NotifyOutcome[]>;
  /** After something was changed: look, and tell the peers. */
  readonly poke: () => void;
}

/** What the daemon does for whoever may ask, by its parts. */
export class NodeDaemon implements NodeService {
  readonly node: string;
  readonly #parts: DaemonParts;
  readonly #adverts: AdvertsLook;

  constructor(parts: DaemonParts) {
    this.node = parts.node;
    this.#parts = parts;
    this.#adverts = new AdvertsLook(parts.runDir);
  }

  get site(): string {
    return this.#parts.current.site?.name ?? '';
  }

  async ready(): Promise<Readiness> {
    const { foundation, servers, nginx } = await this.observation();
    const reasons = [
      ...('why' in foundation ? [`the foundation does not answer: ${foundation.why}`] : []),
      ...('why' in servers ? [`HAProxy does not answer: ${servers.why}`] : []),
      ...(nginx !== undefined && 'why' in nginx ? [`nginx does not answer: ${nginx.why}`] : []),
      ...('fact' in foundation && foundation.fact.guests.keepalived.state !== 'running'
        ? [`Keepalived is ${foundation.fact.guests.keepalived.state}`]
        : []),
      ...(this.#parts.current.site === undefined ? [noSite(this.#parts.current.trouble).message] : []),
    ];
    return { site: this.site, node: this.node, ready: reasons.length === 0, reasons };
  }

  status(): Promise<SiteView> {
    return this.#parts.watch.view();
  }

  observation(): Promise<NodeObservation> {
    return this.#parts.watch.observation();
  }

  metrics(): Promise<string> {
    return this.#parts.metrics();
  }

  events(from: number, limit: number): Promise<readonly JournalEvent[]> {
    const { journal } = this.#parts;
    return journal.read(from < 0 ? Math.max(1, journal.last + 1 + from) : from, limit);
  }

  followEvents(from: number | undefined, signal: AbortSignal): AsyncIterable<JournalEvent> {
    return this.#parts.journal.follow(from, signal);
  }

  logs(of: LogName, lines: number): Promise<string> {
    return readLog(this.#parts.runDir, of, lines);
  }

  verifyJournal(): Promise<JournalStanding> {
    return this.#parts.standingOfJournal();
  }

  async history(): Promise<History> {
    const { etag, revisions } = this.#parts.state;
    return { etag, revisions };
  }

  revision(number: number): Promise<WholeRevision> {
    return this.#parts.state.read(number);
  }

  drift(): Promise<Drift> {
    return this.#parts.look.drift();
  }

  plan(order: Pick<ApplyOrder, 'spec' | 'file'>): Promise<PlanAnswer> {
    return this.#parts.look.plan(order);
  }

  async progress(): Promise<ApplyProgress | undefined> {
    return this.#parts.coordinator.progress;
  }

  adverts(): Promise<AdvertsSeen> {
    return this.#adverts.look();
  }

  async balances(): Promise<readonly BalanceView[]> {
    return await this.#parts.balancer.views();
  }

  async balance(pool: string, who: string): Promise<BalanceView> {
    return await this.#parts.balancer.order({ pool, do: 'begin', who });
  }

  async stopBalance(pool: string, who: string): Promise<BalanceView> {
    return await this.#parts.balancer.order({ pool, do: 'stop', who });
  }

  async ask(asked: Asked, ifMatch?: string): Promise<IntentOutcome> {
    return await this.#changing(() => this.#parts.wishes.ask(asked, ifMatch));
  }

  async apply(order: ApplyOrder, who: string, ifMatch?: string): Promise<ApplyProgress> {
    return await this.#parts.coordinator.apply(order, who, ifMatch);
  }

  async rollback(order: RollbackOrder, who: string, ifMatch?: string): Promise<ApplyProgress> {
    return await this.#parts.coordinator.rollback(order, who, ifMatch);
  }

  async confirm(who: string): Promise<ApplyProgress> {
    return await this.#changing(() => this.#parts.coordinator.confirm(who));
  }

  async undo(who: string): Promise<ApplyProgress> {
    return await this.#changing(() => this.#parts.coordinator.undo(who));
  }

  async switchover(order: SwitchoverOrder, who: string): Promise<SwitchoverOutcome> {
    return await this.#changing(() => this.#parts.switchover(order, who));
  }

  testNotify(channel: string | undefined): Promise<readonly NotifyOutcome[]> {
    return this.#parts.testNotify(channel);
  }

  async mergeIntents(intents: Intents): Promise<Intents> {
    return await this.#changing(() => this.#parts.wishes.merge(intents));
  }

  nodeDrift(): Promise<NodeDrift> {
    return this.#parts.look.nodeDrift();
  }

  forecast(order: ForecastOrder): Promise<Forecast> {
    return this.#parts.look.forecast(order);
  }

  check(order: TrialOrder): Promise<Checked> {
    return this.#parts.trials.check(order);
  }

  async startTrial(order: TrialOrder): Promise<Forced> {
    return await this.#changing(() => this.#parts.trials.start(order));
  }

  async renewTrial(apply: string): Promise<void> {
    this.#parts.trials.renew(apply);
  }

  async keepTrial(apply: string): Promise<Revision> {
    return await this.#changing(() => this.#parts.trials.keep(apply));
  }

  async undoTrial(apply: string): Promise<void> {
    await this.#changing(() => this.#parts.trials.undo(apply));
  }

  filesInForce(): Promise<readonly { readonly path: string; readonly text: string }[]> {
    return this.#parts.look.filesInForce();
  }

  async setBonus(vip: string, value: boolean | null): Promise<void> {
    await this.#changing(() => this.#parts.bonus.set(vip, value));
  }

  async poolSessions(pool: string): Promise<PoolSessions> {
    return await this.#parts.balancer.poolSessions(pool);
  }

  async moveSessions(order: MoveOrder): Promise<MovedSessions> {
    return await this.#parts.balancer.moveSessions(order);
  }

  async steerBalance(order: BalanceOrder): Promise<BalanceView> {
    return await this.#parts.balancer.steer(order);
  }

  /** Whoever asks after a change sees it: the next observation is one that began afterwards. */
  async #changing<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } finally {
      this.#parts.poke();
    }
  }
}
