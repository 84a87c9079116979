import type { Fault } from '../../base/fault.ts';
import type { Forced } from '../in-force/forced.ts';
import type { Revision } from '../state/revision.ts';
import type { NodeRelease } from '../status/node-observation.ts';
import { applyInProgress, bothFailed, noTrial } from './apply-faults.ts';
import type { ApplyPorts } from './apply-ports.ts';
import { checkOrder } from './check-order.ts';
import { acceptTrial, putFormerBack } from './end-trial.ts';
import { faultOf, ignoreFault } from './fault-of.ts';
import { inTurn } from './in-turn.ts';
import { isLeftToCoordinator } from './is-left-to-coordinator.ts';
import { compileOrder, filesOfStep } from './node-files.ts';
import {
  beginTrial,
  isCurrent,
  isEnding,
  isSilent,
  type OnTrial,
  tellTrial,
  trialOf,
  wordsOf,
} from './on-trial.ts';
import type { Checked, TrialOrder } from './orders.ts';
import { whoAccepted } from './who-accepted.ts';
import { whyRefused } from './why-refused.ts';

/*
 * A node's side of an apply.
 *
 * 1. The record is on the disk before anything is touched, and stays until the trial has ended; so a node that is killed
 *    at any moment knows at its next start that files may be in force that nobody has kept.
 * 2. A trial is kept only by an order of its coordinator, or because a peer has accepted that revision with that release.
 *    The coordinator accepts first: before that nobody has, and after that nothing is undone by order.
 * 3. Without a word from the coordinator for the length of the lease, and after a restart, the node asks its peers, and
 *    undoes when nobody says that it was accepted. When it is wrong (who accepted it could not be asked), it is one
 *    revision behind, and catches up as soon as it hears of it. It never goes forward on its own.
 *    Where VRRP instances of the two releases do not hear each other, what is found after a restart is left to the coordinator.
 * 4. Keeping is: accept, then forget the record. Undoing is: put the former files in force, then forget the record. What is
 *    interrupted between the two is done once more, and comes to the same.
 * 5. One thing at a time: orders are served one after the other.
 */
export class Trials {
  readonly #ports: ApplyPorts;
  readonly #turn = inTurn();
  #on: OnTrial | undefined;
  /** Applies that ended here without being kept: an order for them that comes late is refused. */
  #ended: readonly string[] = [];
  #lastKept: { readonly apply: string; readonly revision: Revision } | undefined;
  #coordinated: () => TrialOrder | undefined = () => undefined;
  /** Why it is not known whether something was left. */
  #unread: Fault | undefined;
  readonly #resumed: Promise<void>;
  /** What a daemon that was killed has left is finished or undone before any order is served. */
  constructor(ports: ApplyPorts) {
    this.#ports = ports;
    this.#resumed = this.#turn(() => this.#resume());
  }

  /** The order whose release is on trial, or on its way in or out. */
  get order(): TrialOrder | undefined {
    return this.#on?.record.order;
  }

  /** For the observation; undefined until the release is wholly in force. */
  get trial(): NodeRelease['trial'] {
    return this.#on && trialOf(this.#on, this.#ports.clock);
  }

  /** Why the former release could not be put back; undefined = nothing of that sort. */
  get trouble(): Fault | undefined {
    return this.#on?.trouble ?? this.#unread;
  }

  /** Until what was left is finished or undone, or is known to be tried again. */
  resume(): Promise<void> {
    return this.#resumed;
  }

  /** @param order of the apply that this node coordinates; while it is on, another one is refused here */
  coordinates(order: () => TrialOrder | undefined): void {
    this.#coordinated = order;
  }

  /** Compiles and asks the engines; changes nothing. */
  check(order: TrialOrder): Promise<Checked> {
    return this.#turn(async () => {
      const other = this.#on?.record.order ?? this.#coordinated();
      if (other !== undefined && (this.#on !== undefined || other.apply !== order.apply))
        throw applyInProgress(other);
      return await checkOrder(this.#ports, order);
    });
  }

  /** @throws Fault; then what was in force before is in force again, or is being put back */
  start(order: TrialOrder): Promise<Forced> {
    return this.#turn(async () => {
      const { node, clock, trialRecord, inForce } = this.#ports;
      const { step, ...wholeOrder } = order;
      const refusal = whyRefused(this.#ports, order, this.#on, this.#ended);
      if (refusal !== undefined) throw refusal;
      compileOrder(this.#ports, order);
      if (this.#on === undefined) {
        const record = { version: 1, order: wholeOrder, former: await inForce.filesInForce() } as const;
        await trialRecord.write(record);
        this.#on = beginTrial(record, 'starting', clock);
      }
      const on = this.#on;
      on.stage = 'starting';
      on.isWhole = false;
      try {
        const forced = await inForce.putInForce(await filesOfStep(this.#ports, order, on.record));
        on.stage = 'on';
        on.isWhole = step === undefined;
        on.heardAt = clock.elapsed();
        const says = `Revision ${order.revision} is in force on trial (${forced.how}).`;
        if (on.isWhole) this.#tell('trial-started', says, order);
        return forced;
      } catch (error) {
        const why = `it could not be put in force: ${wordsOf(error)}`;
        const also = await this.#undo(on, why).catch((second: unknown) => second);
        throw also === undefined ? error : bothFailed(node, order, error, also);
      }
    });
  }

  /** @throws Fault `node/no-trial` */
  renew(apply: string): void {
    if (this.#on?.record.order.apply !== apply || isEnding(this.#on)) throw noTrial(this.#ports.node, apply);
    this.#on.heardAt = this.#ports.clock.elapsed();
  }

  /** @throws Fault `node/no-trial`, `node/cannot-store` (it is on trial still) */
  keep(apply: string): Promise<Revision> {
    return this.#turn(async () => {
      if (this.#lastKept?.apply === apply) return this.#lastKept.revision;
      const on = this.#on;
      if (on?.record.order.apply !== apply || on.stage !== 'on' || !on.isWhole)
        throw noTrial(this.#ports.node, apply);
      return await this.#keep(on, 'by order');
    });
  }

  /** @throws Fault `node/undo-failed`; it is tried again then */
  undo(apply: string, why = 'by order'): Promise<void> {
    return this.#turn(async () => {
      if (this.#on?.record.order.apply === apply) await this.#undo(this.#on, why);
      else if (this.#lastKept?.apply !== apply) this.#remember(apply);
    });
  }

  /** Called every second or oftener: ends a trial whose coordinator is silent, and goes on with what failed. */
  async tick(): Promise<void> {
    if (!this.#isDue()) return;
    await this.#turn(async () => {
      if (this.#on === undefined || !this.#isDue()) return;
      const why =
        this.#on.stage === 'on'
          ? `${this.#on.record.order.coordinator} was silent`
          : 'once more, after it failed';
      await this.#settleOrTry(why);
    });
  }

  async #resume(): Promise<void> {
    const record = await this.#ports.trialRecord.read().catch((error: unknown) => {
      this.#unread = faultOf(error);
      return undefined;
    });
    if (record === undefined) return;
    const { apply, revision } = record.order;
    this.#tell('trial-found', `Revision ${revision} was on trial when the daemon ended.`, record.order);
    this.#on = beginTrial(record, 'unsettled', this.#ports.clock);
    await this.#settleOrTry(`the daemon was restarted during apply ${apply}`);
  }

  #isDue(): boolean {
    const on = this.#on;
    if (on === undefined || on.stage === 'starting') return false;
    return isEnding(on) || isSilent(on, this.#ports.clock);
  }

  /** What fails is a finding, and tried again with each tick. */
  async #settleOrTry(why: string): Promise<void> {
    try {
      await this.#settle(why);
    } catch (error) {
      const fault = faultOf(error);
      if (this.#on !== undefined) this.#on.trouble ??= fault;
    }
  }

  async #settle(why: string): Promise<void> {
    const on = this.#on;
    if (on === undefined) return;
    // Once it has begun to go back it goes all the way: what it could not take it shall not accept.
    if (on.stage === 'undoing') return await this.#undo(on, why);
    if (isCurrent(this.#ports.state, on.record.order)) return void (await this.#keep(on, why));
    const who = await whoAccepted(this.#ports, on.record.order);
    if (who !== undefined) return void (await this.#keep(on, `${why}; ${who} has accepted it`));
    if (on.stage === 'unsettled' && (await isLeftToCoordinator(this.#ports, on, this.#coordinated()))) return;
    // It may have spoken while the peers were asked.
    if (on.stage === 'on' && !isSilent(on, this.#ports.clock)) return;
    await this.#undo(on, `${why}; nobody says that it was accepted`);
  }

  async #keep(on: OnTrial, why: string): Promise<Revision> {
    try {
      const revision = await acceptTrial(this.#ports, on);
      this.#lastKept = { apply: on.record.order.apply, revision };
      this.#on = undefined;
      await this.#forget();
      this.#tell('trial-kept', `Revision ${revision.number} is kept: ${why}.`, on.record.order);
      return revision;
    } catch (error) {
      // What was accepted here before must come into force; what was not is not accepted when it cannot.
      if (!on.isWhole && !isCurrent(this.#ports.state, on.record.order))
        await this.#undo(on, `it could not be put in force: ${wordsOf(error)}`).catch(ignoreFault);
      throw error;
    }
  }

  async #undo(on: OnTrial, why: string): Promise<void> {
    const { order } = on.record;
    on.stage = 'undoing';
    this.#remember(order.apply);
    const former = await putFormerBack(this.#ports, on).catch((fault: Fault) => {
      if (on.trouble?.message !== fault.message) this.#tell('trial-not-undone', fault.message, order);
      on.trouble = fault;
      throw fault;
    });
    this.#on = undefined;
    await this.#forget();
    const text = `Revision ${order.revision} was taken back, ${former} is in force again: ${why}.`;
    this.#tell('trial-undone', text, order);
  }

  /** A record that cannot be removed is found again at the next start, and comes to the same end. */
  async #forget(): Promise<void> {
    await this.#ports.trialRecord.remove().catch(ignoreFault);
  }

  #remember(apply: string): void {
    this.#ended = [apply, ...this.#ended.filter((one) => one !== apply)].slice(0, 20);
  }

  #tell(kind: string, text: string, order: TrialOrder): void {
    tellTrial(this.#ports, kind, text, order);
  }
}
