import type { Agent } from 'node:http';
import type * as z from 'zod';
import type { ApplyProgress } from '../../apply/apply-progress.ts';
import type { ApplyOrder, Checked, RollbackOrder, TrialOrder } from '../../apply/orders.ts';
import type { BalanceOrder, MovedSessions, MoveOrder, PoolSessions } from '../../balance/balance-orders.ts';
import type { BalanceView } from '../../balance/balance-view.ts';
import type { Forced } from '../../in-force/forced.ts';
import type { Asked } from '../../intents/add-intent.ts';
import type { Intents } from '../../intents/intent.ts';
import type { JournalEvent } from '../../journal/record.ts';
import type { Revision, WholeRevision } from '../../state/revision.ts';
import type { NodeObservation } from '../../status/node-observation.ts';
import type { SiteView } from '../../status/site-view.ts';
import type { AdvertsSeen } from '../../vrrp/adverts-seen.ts';
import type { NodeDoor } from '../node-door.ts';
import type * as service from '../node-service.ts';
import type { Operation } from '../operations/operation.ts';
import { operations } from '../operations/operations.ts';
import { askDoor, type DoorLine, type Sent } from './door-line.ts';
import { followEvents } from './follow-events.ts';

export interface DoorOptions {
  /** For sentences; default: empty. */
  readonly site?: string;
  /** For answers that are known at once; default 2 s. */
  readonly lookMs?: number;
  /** For what looks at all nodes, or asks engines: plan, drift, intents; default 15 s. */
  readonly planMs?: number;
  /** For what changes: apply, trials, switchover; default 60 s. */
  readonly changeMs?: number;
}

/** The methods of a node's service, each asked over the API. */
export class ApiDoor implements NodeDoor {
  readonly site: string;
  readonly node: string;
  readonly where: string;
  readonly #line: DoorLine;
  readonly #agent: Agent;
  readonly #look: { readonly deadlineMs: number };
  readonly #plan: { readonly deadlineMs: number };
  readonly #change: { readonly deadlineMs: number };

  constructor(line: DoorLine, agent: Agent, options: DoorOptions) {
    const { site = '', lookMs = 2_000, planMs = 15_000, changeMs = 60_000 } = options;
    this.site = site;
    this.node = line.end.node;
    this.where = line.end.where;
    this.#line = line;
    this.#agent = agent;
    this.#look = { deadlineMs: lookMs };
    this.#plan = { deadlineMs: planMs };
    this.#change = { deadlineMs: changeMs };
  }

  ready(): Promise<service.Readiness> {
    return this.#ask(operations.ready, this.#look);
  }

  status(): Promise<SiteView> {
    return this.#ask(operations.status, this.#look);
  }

  observation(): Promise<NodeObservation> {
    return this.#ask(operations.observation, this.#look);
  }

  metrics(): Promise<string> {
    return this.#ask(operations.metrics, this.#look);
  }

  events(from: number, limit: number): Promise<readonly JournalEvent[]> {
    return this.#ask(operations.events, { ...this.#look, query: { from, limit: Math.min(limit, 1000) } });
  }

  followEvents(from: number | undefined, signal: AbortSignal): AsyncIterable<JournalEvent> {
    return followEvents(this.#line, from, signal, this.#look.deadlineMs);
  }

  verifyJournal(): Promise<service.JournalStanding> {
    return this.#ask(operations.verifyJournal, this.#plan);
  }

  logs(of: service.LogName, lines: number): Promise<string> {
    return this.#ask(operations.logs, {
      ...this.#look,
      params: { of },
      query: { lines: Math.min(lines, 10_000) },
    });
  }

  history(): Promise<service.History> {
    return this.#ask(operations.history, this.#look);
  }

  async revision(number: number): Promise<WholeRevision> {
    const whole: Wired = await this.#ask(operations.revision, { ...this.#look, params: { number } });
    // JSON has no undefined in a list.
    const files = whole.files.map((file) => ({
      ...file,
      origins: file.origins.map((origin) => origin ?? undefined),
    }));
    return { ...whole, files };
  }

  drift(): Promise<service.Drift> {
    return this.#ask(operations.drift, this.#plan);
  }

  plan({ spec, file }: Pick<ApplyOrder, 'spec' | 'file'>): Promise<service.PlanAnswer> {
    return this.#ask(operations.plan, { ...this.#plan, body: { spec, file } });
  }

  progress(): Promise<ApplyProgress | undefined> {
    return this.#ask(operations.progress, this.#look);
  }

  adverts(): Promise<AdvertsSeen> {
    return this.#ask(operations.adverts, this.#look);
  }

  balances(): Promise<readonly BalanceView[]> {
    return this.#ask(operations.balances, this.#look);
  }

  balance(pool: string, who: string): Promise<BalanceView> {
    return this.#ask(operations.balance, { ...this.#plan, who, params: { pool } });
  }

  stopBalance(pool: string, who: string): Promise<BalanceView> {
    return this.#ask(operations.stopBalance, { ...this.#plan, who, params: { pool } });
  }

  ask({ who, ...body }: Asked, ifMatch?: string): Promise<service.IntentOutcome> {
    return this.#ask(operations.ask, { ...this.#plan, who, body, ifMatch });
  }

  apply(body: ApplyOrder, who: string, ifMatch?: string): Promise<ApplyProgress> {
    return this.#ask(operations.apply, { ...this.#change, who, body, ifMatch });
  }

  rollback(body: RollbackOrder, who: string, ifMatch?: string): Promise<ApplyProgress> {
    return this.#ask(operations.rollback, { ...this.#change, who, body, ifMatch });
  }

  confirm(who: string): Promise<ApplyProgress> {
    return this.#ask(operations.confirm, { ...this.#change, who });
  }

  undo(who: string): Promise<ApplyProgress> {
    return this.#ask(operations.undo, { ...this.#change, who });
  }

  switchover(body: service.SwitchoverOrder, who: string): Promise<service.SwitchoverOutcome> {
    return this.#ask(operations.switchover, { ...this.#change, who, body });
  }

  testNotify(channel: string | undefined): Promise<readonly service.NotifyOutcome[]> {
    return this.#ask(operations.testNotify, {
      ...this.#change,
      body: channel === undefined ? {} : { channel },
    });
  }

  mergeIntents(intents: Intents): Promise<Intents> {
    return this.#ask(operations.mergeIntents, { ...this.#plan, body: intents });
  }

  nodeDrift(): Promise<service.NodeDrift> {
    return this.#ask(operations.nodeDrift, this.#plan);
  }

  forecast(body: service.ForecastOrder): Promise<service.Forecast> {
    return this.#ask(operations.forecast, { ...this.#plan, body });
  }

  check(order: TrialOrder): Promise<Checked> {
    return this.#ask(operations.check, { ...this.#change, body: order });
  }

  startTrial(order: TrialOrder): Promise<Forced> {
    return this.#ask(operations.startTrial, { ...this.#change, body: order });
  }

  renewTrial(apply: string): Promise<void> {
    return this.#ask(operations.renewTrial, { ...this.#look, params: { apply } });
  }

  keepTrial(apply: string): Promise<Revision> {
    return this.#ask(operations.keepTrial, { ...this.#change, params: { apply } });
  }

  undoTrial(apply: string): Promise<void> {
    return this.#ask(operations.undoTrial, { ...this.#change, params: { apply } });
  }

  filesInForce(): Promise<readonly { readonly path: string; readonly text: string }[]> {
    return this.#ask(operations.filesInForce, this.#look);
  }

  setBonus(vip: string, value: boolean | null): Promise<void> {
    return this.#ask(operations.setBonus, { ...this.#look, body: { vip, value } });
  }

  poolSessions(pool: string): Promise<PoolSessions> {
    return this.#ask(operations.poolSessions, { ...this.#look, params: { pool } });
  }

  moveSessions({ pool, ...body }: MoveOrder): Promise<MovedSessions> {
    return this.#ask(operations.moveSessions, { ...this.#plan, params: { pool }, body });
  }

  steerBalance(body: BalanceOrder): Promise<BalanceView> {
    return this.#ask(operations.steerBalance, { ...this.#plan, body });
  }

  close(): void {
    this.#agent.destroy();
  }

  /** What a schema describes is the contract's type after JSON (see operations.ts): keys that are undefined are not there. */
  #ask<Result>(
    operation: Pick<Operation, 'method' | 'path' | 'media' | 'statusOf'> & { readonly answer?: z.ZodType },
    sent: Sent,
  ): Promise<Result> {
    return askDoor(this.#line, operation, sent) as Promise<Result>;
  }
}

type Wired = Omit<WholeRevision, 'files'> & {
  readonly files: readonly (Omit<WholeRevision['files'][number], 'origins'> & {
    readonly origins: readonly (string | null)[];
  })[];
};
