import type { Fault } from '../../base/fault.ts';
import { allowedMoves } from './allowed-moves.ts';
import { applyFailed, noLongerPlanned, notConfirmed, wouldSplit } from './apply-faults.ts';
import type { ApplyPorts, CompiledSpec } from './apply-ports.ts';
import { changeNode } from './change-node.ts';
import { type CheckedNodes, checkNodes } from './check-nodes.ts';
import { digestInForce, readFilesInForce } from './digest-in-force.ts';
import { holdersOf, ownersOf } from './holders.ts';
import { interruptedVips } from './interrupted-vips.ts';
import { LeaseKeeper } from './keep-lease.ts';
import { keepOthers } from './keep-others.ts';
import { refuseMovedDoors } from './moved-doors.ts';
import type { ApplyOrder, TrialOrder } from './orders.ts';
import { type Cast, castOf, planTurns, type Turn } from './plan-turns.ts';
import { type ProgressKeeper, plainFault, waiting } from './progress-keeper.ts';
import { recordOf } from './records.ts';
import { timeOf } from './say.ts';
import type { TrialDoor } from './trial-door.ts';
import { endUndone } from './undo-nodes.ts';
import { undoTurns } from './undo-turns.ts';
import { waitOneHolder } from './wait-one-holder.ts';

export interface RunOrder extends Pick<ApplyOrder, 'confirmMs' | 'partial' | 'planned'> {
  readonly order: TrialOrder;
  readonly next: CompiledSpec;
  /** What is the current revision; undefined = none. */
  readonly former: CompiledSpec | undefined;
  /** The spec's text is that of the current revision. */
  readonly isSameSpec: boolean;
}

const LOOK_EVERY_MS = 50;

/**
 * One change of the whole site, from the node that was asked. A value that ends: `run` never throws what the world did.
 *
 * checking → (record) → one node after the other → [unconfirmed] → own revision accepted → the others keep it.
 * The coordinator's own `accept` is the commit point: whatever happens before it, all is undone; after it, nothing is.
 */
export class ApplyRun {
  readonly #ports: ApplyPorts;
  readonly #given: RunOrder;
  readonly #doors: ReadonlyMap<string, TrialDoor>;
  readonly #progress: ProgressKeeper;
  readonly #lease: LeaseKeeper;
  readonly #turns: Turn[] = [];
  #broken: Fault | undefined;
  #confirmedBy: string | undefined;

  constructor(
    ports: ApplyPorts,
    given: RunOrder,
    doors: ReadonlyMap<string, TrialDoor>,
    progress: ProgressKeeper,
  ) {
    this.#ports = ports;
    this.#given = given;
    this.#doors = doors;
    this.#progress = progress;
    this.#lease = new LeaseKeeper(given.order.apply, ports.clock, (fault) => this.end(fault));
  }

  /** Takes it back as soon as the step that is on has ended; once it is kept it has no effect. */
  end(why: Fault): void {
    this.#broken ??= why;
  }

  confirm(who: string): void {
    this.#confirmedBy ??= who;
  }

  async run(): Promise<void> {
    const { order } = this.#given;
    let nodes: CheckedNodes;
    try {
      nodes = await this.#check();
      if (this.#isNothingToDo(nodes)) return this.#endWithNothing();
      this.#mayGoOn();
      await this.#ports.applyRecord.write(recordOf(order, this.#progress.now));
    } catch (error) {
      const fault = applyFailed(error);
      return this.#progress.stage('refused', fault.message, { fault: plainFault(fault) });
    }
    try {
      await this.#changeAll(nodes);
      await this.#waitForConfirmation();
      await this.#commit();
    } catch (error) {
      return await this.#undo(applyFailed(error));
    } finally {
      this.#lease.stop();
    }
    await keepOthers(order, this.#changedDoors(), this.#ports, this.#progress);
    await this.#forget();
  }

  async #check(): Promise<CheckedNodes> {
    const { order, next, former, partial = false, planned } = this.#given;
    refuseMovedDoors(former?.site, next.site);
    const [nodes, inForce] = await Promise.all([
      checkNodes(order, this.#doors, partial),
      planned && readFilesInForce(this.#doors, former ?? next),
    ]);
    this.#progress.checked(nodes);
    const silent = Object.keys(nodes.silent);
    const deaf = former === undefined ? [] : interruptedVips(former.site, next.site);
    if (silent.length > 0 && deaf.length > 0) throw wouldSplit(deaf, silent);
    if (planned !== undefined && inForce !== undefined) {
      const before = digestInForce(inForce, nodes.silent, former, next);
      if (planned.before !== before || planned.after !== order.release) throw noLongerPlanned();
    }
    return nodes;
  }

  async #changeAll({ nodes }: CheckedNodes): Promise<void> {
    const { next, former } = this.#given;
    const cast = castOf(
      (former?.site ?? next.site).nodes.map(({ name }) => name),
      next.site.nodes.map(({ name }) => name),
      new Set(nodes.keys()),
    );
    this.#progress.stage('applying', `Revision ${this.#given.order.revision} is put in force.`);
    for (const node of cast.leaving) await this.#take({ node, step: undefined }, nodes, {});
    const looks = cast.leaving.length === 0 ? nodes : await this.#lookAgain(nodes, cast);
    const holders = holdersOf(former?.site ?? next.site, looks);
    const owners = ownersOf(interruptedVips(former?.site, next.site), next.site, holders, cast);
    for (const turn of planTurns(cast, holders, owners)) await this.#take(turn, looks, owners);
    await waitOneHolder({
      site: next.site,
      former: former?.site,
      doors: this.#changedDoors(),
      before: looks,
      isWhole: nodes.size === this.#doors.size,
      clock: this.#ports.clock,
      mayGoOn: () => this.#mayGoOn(),
    });
  }

  async #take(
    turn: Turn,
    looks: CheckedNodes['nodes'],
    owners: Readonly<Record<string, string>>,
  ): Promise<void> {
    this.#mayGoOn();
    const { order, next, former } = this.#given;
    const door = this.#doors.get(turn.node)!;
    const holders = holdersOf(former?.site ?? next.site, looks);
    this.#turns.push(turn);
    await changeNode({
      turn,
      door,
      order: { ...order, base: looks.get(turn.node)!.checked.revision },
      next: next.site,
      former: former?.site,
      before: looks.get(turn.node)!.observation,
      mayMove: [
        ...allowedMoves(former?.release.files ?? [], next.release.files, holders),
        ...Object.keys(owners),
      ],
      mustHold: Object.keys(owners).filter((vip) => owners[vip] === turn.node),
      clock: this.#ports.clock,
      progress: this.#progress,
      started: () => this.#lease.add(turn.node, door),
      mayGoOn: () => this.#mayGoOn(),
    });
  }

  /** After nodes have left, who holds what may be another. */
  async #lookAgain(nodes: CheckedNodes['nodes'], cast: Cast): Promise<CheckedNodes['nodes']> {
    const again = [...cast.staying, ...cast.joining].map(async (node) => {
      const observation = await this.#doors.get(node)!.observation();
      return [node, { ...nodes.get(node)!, observation }] as const;
    });
    return new Map([...nodes, ...(await Promise.all(again))]);
  }

  async #waitForConfirmation(): Promise<void> {
    const { confirmMs, order } = this.#given;
    if (confirmMs === undefined) return;
    const { clock } = this.#ports;
    const confirmBy = new Date(clock.now() + confirmMs).toISOString();
    const deadline = clock.elapsed() + confirmMs;
    this.#progress.stage(
      'unconfirmed',
      `Revision ${order.revision} is in force everywhere, and taken back at ${timeOf(confirmBy)} unless somebody confirms it.`,
      { confirmBy },
    );
    while (this.#confirmedBy === undefined) {
      this.#mayGoOn();
      if (clock.elapsed() >= deadline) throw notConfirmed(Math.round(confirmMs / 1_000));
      await clock.sleep(LOOK_EVERY_MS);
    }
  }

  /** A node that has taken it back, or cannot be asked now, is reason enough to take it back everywhere. */
  async #commit(): Promise<void> {
    const { apply } = this.#given.order;
    await Promise.all([...this.#changedDoors().values()].map((door) => door.renewTrial(apply)));
    this.#mayGoOn();
    await this.#doors.get(this.#ports.node)!.keepTrial(apply);
    this.#progress.node(this.#ports.node, { stage: 'kept' });
  }

  async #undo(fault: Fault): Promise<void> {
    const { order, former } = this.#given;
    const plain = plainFault(fault);
    this.#progress.stage('undoing', `${fault.message} The former release is put back.`, { fault: plain });
    const world = { doors: this.#doors, clock: this.#ports.clock, progress: this.#progress };
    const stuck = await undoTurns(this.#turns, { order, former: former?.site, ...world });
    endUndone(order, plain, stuck, this.#progress);
    await this.#forget();
  }

  #isNothingToDo({ nodes, silent }: CheckedNodes): boolean {
    const { former, order, isSameSpec } = this.#given;
    return (
      isSameSpec &&
      former?.release.digest === order.release &&
      Object.keys(silent).length === 0 &&
      [...nodes.values()].every(({ checked }) => checked.how === 'nothing' && checked.revision === order.base)
    );
  }

  #endWithNothing(): void {
    const { base } = this.#given.order;
    this.#progress.nodes(
      this.#progress.now.nodes.map(({ node }) => ({ ...waiting(node), stage: 'kept', how: 'nothing' })),
    );
    this.#progress.stage('kept', `Nothing to do: revision ${base} is in force on all nodes already.`, {
      revision: base,
    });
  }

  #changedDoors(): ReadonlyMap<string, TrialDoor> {
    return new Map([...this.#doors].filter(([name]) => this.#turns.some(({ node }) => node === name)));
  }

  #mayGoOn(): void {
    if (this.#broken !== undefined) throw this.#broken;
  }

  /** One that cannot be removed is found again at the next start, and comes to the same end. */
  #forget(): Promise<void> {
    return this.#ports.applyRecord.remove().catch(() => undefined);
  }
}
