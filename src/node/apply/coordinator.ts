import type { Site } from '../../site/site.ts';
import type { NodeDoor } from '../api/node-door.ts';
import { changed, noRevision } from '../state/state-faults.ts';
import { sayClause } from '../status/say-words.ts';
import {
  applyInProgress,
  notAMember,
  nothingToConfirm,
  nothingToUndo,
  specRefused,
  takenBack,
} from './apply-faults.ts';
import type { ApplyPorts, CompiledSpec } from './apply-ports.ts';
import type { ApplyProgress } from './apply-progress.ts';
import { ApplyRun } from './apply-run.ts';
import { currentSpec, SPEC_FILE } from './current-spec.ts';
import { LEASE_MS } from './keep-lease.ts';
import { keepOthers } from './keep-others.ts';
import { noDoor } from './no-door.ts';
import type { ApplyOrder, RollbackOrder, TrialOrder } from './orders.ts';
import { type Listener, ProgressKeeper, waiting } from './progress-keeper.ts';
import { ownDoor, type TrialDoor } from './trial-door.ts';
import type { Trials } from './trials.ts';
import { undoInterrupted } from './undo-interrupted.ts';

/** Begins applies, one at a time, and hears what operators say about the one that is on. */
export class Coordinator {
  readonly #ports: ApplyPorts;
  readonly #trials: Trials;
  readonly #listener: Listener;
  #progress: ProgressKeeper | undefined;
  #run:
    | { readonly order: TrialOrder; readonly run: ApplyRun | undefined; readonly end: Promise<void> }
    | undefined;

  constructor(ports: ApplyPorts, trials: Trials, listener: Listener) {
    this.#ports = ports;
    this.#trials = trials;
    this.#listener = listener;
    trials.coordinates(() => this.#run?.order);
  }

  /** Of the apply that is on, or the last one. */
  get progress(): ApplyProgress | undefined {
    return this.#progress?.now;
  }

  /** The order of the apply that is on. */
  get order(): TrialOrder | undefined {
    return this.#run?.order;
  }

  /** Until the apply that is on has ended. */
  async ended(): Promise<void> {
    await this.#run?.end;
  }

  apply(order: ApplyOrder, who: string, ifMatch?: string): Promise<ApplyProgress> {
    return this.#begin('apply', order, who, ifMatch);
  }

  /** @throws Fault `node/no-revision`, and what `apply` throws */
  async rollback(order: RollbackOrder, who: string, ifMatch?: string): Promise<ApplyProgress> {
    const { state } = this.#ports;
    const { revision = state.previous?.number, ...given } = order;
    if (revision === undefined) throw noRevision((state.current?.number ?? 1) - 1, state.revisions);
    const { spec } = await state.read(revision);
    const note = order.note ?? `rollback to revision ${revision}`;
    return this.#begin('rollback', { ...given, note, spec, file: SPEC_FILE }, who, ifMatch);
  }

  /** At the daemon's start, after the trials': finishes or undoes the apply that was on. Goes on when it has answered. */
  async resume(): Promise<void> {
    const { state, clock, applyRecord } = this.#ports;
    await this.#trials.resume();
    // One that cannot be read is told by the state's own troubles; leases end what it was about.
    const record = await applyRecord.read().catch(() => undefined);
    const former = (await currentSpec(this.#ports))?.compiled.site;
    if (record === undefined || this.#run !== undefined) return;
    const { order, nodes, startedAt } = record;
    const isKept = state.current?.number === order.revision && state.current.release === order.release;
    const begin: ApplyProgress = {
      ...progressOf(order, nodes, startedAt),
      stage: isKept ? 'applying' : 'undoing',
      sentence: isKept
        ? `The daemon was restarted after revision ${order.revision} was accepted; the other nodes keep it too.`
        : `The daemon was restarted before revision ${order.revision} was accepted; the former release is put back everywhere.`,
    };
    const progress = this.#follow(begin);
    const next = this.#ports.compile(order.spec, order.file, order.routerIds);
    const site = 'site' in next ? next.site : undefined;
    const doors = this.#doors(nodes, site);
    const work = isKept
      ? keepOthers(order, doors, this.#ports, progress)
      : undoInterrupted({ order, nodes, former, next: site, doors, clock, progress });
    const end = work
      .then(() => applyRecord.remove().catch(() => undefined))
      .finally(() => {
        this.#run = undefined;
      });
    this.#run = { order, run: undefined, end };
  }

  /** Here, or at the node that coordinates what is on trial here. @throws Fault `node/nothing-to-confirm` */
  async confirm(who: string): Promise<ApplyProgress> {
    const elsewhere = this.#elsewhere();
    if (elsewhere !== undefined) return await elsewhere.confirm(who);
    const { stage } = this.#progress?.now ?? {};
    if (this.#run?.run === undefined || stage !== 'unconfirmed') throw nothingToConfirm(this.#words());
    this.#run.run.confirm(who);
    await this.#run.end;
    return this.#progress!.now;
  }

  /** Here, or at the node that coordinates what is on trial here. @throws Fault `node/nothing-to-undo` */
  async undo(who: string): Promise<ApplyProgress> {
    const elsewhere = this.#elsewhere();
    if (elsewhere !== undefined) return await elsewhere.undo(who);
    if (this.#run?.run === undefined) throw nothingToUndo(this.#words());
    this.#run.run.end(takenBack(who));
    await this.#run.end;
    const { now } = this.#progress!;
    // It may have been kept in the same moment.
    if (now.stage === 'kept') throw nothingToUndo(sayClause(now.sentence));
    return now;
  }

  async #begin(
    kind: TrialOrder['kind'],
    given: ApplyOrder,
    who: string,
    ifMatch: string | undefined,
  ): Promise<ApplyProgress> {
    const { state, clock, compile } = this.#ports;
    const former = await currentSpec(this.#ports);
    // From here on nothing waits: of two orders one is first.
    const on = this.#run?.order ?? this.#trials.order;
    if (on !== undefined) throw applyInProgress(on);
    if (ifMatch !== undefined && ifMatch !== state.etag) throw changed('Somebody was quicker', state.etag);
    const next = compile(given.spec, given.file, state.kept.routerIds);
    if (!('release' in next)) throw specRefused(given.file, next);
    const names = namesOf(next, former?.compiled);
    if (!names.includes(this.#ports.node)) throw notAMember(this.#ports.node, names);
    const at = new Date(clock.now()).toISOString();
    const order = this.#orderOf(kind, given, next, who, at);
    const progress = this.#follow({
      ...progressOf(order, names, at),
      sentence: `Revision ${order.revision} is checked on all nodes.`,
    });
    const isSameSpec = former?.spec === given.spec;
    const run = new ApplyRun(
      this.#ports,
      { ...given, order, next, former: former?.compiled, isSameSpec },
      this.#doors(names, next.site),
      progress,
    );
    const end = run.run().finally(() => {
      this.#run = undefined;
    });
    this.#run = { order, run, end };
    return progress.now;
  }

  #orderOf(
    kind: TrialOrder['kind'],
    { spec, file, note = '' }: ApplyOrder,
    { site, release }: CompiledSpec,
    who: string,
    at: string,
  ): TrialOrder {
    const { node, state, newId } = this.#ports;
    const base = state.current?.number ?? 0;
    return {
      apply: newId(),
      coordinator: node,
      kind,
      revision: base + 1,
      base,
      spec,
      file,
      release: release.digest,
      // With those of new VIPs, so that every node gives them the same, whatever it has kept itself.
      routerIds: {
        ...state.kept.routerIds,
        ...Object.fromEntries(site.vips.map(({ name, vrrp }) => [name, vrrp.routerId])),
      },
      who,
      at,
      note,
      leaseMs: LEASE_MS,
    };
  }

  #elsewhere(): NodeDoor | undefined {
    const { node, peers } = this.#ports;
    const coordinator = this.#trials.order?.coordinator;
    if (this.#run !== undefined || coordinator === undefined || coordinator === node) return undefined;
    return peers().get(coordinator);
  }

  #follow(begin: ApplyProgress): ProgressKeeper {
    this.#progress = new ProgressKeeper(begin, this.#ports.journal, this.#listener);
    return this.#progress;
  }

  #doors(names: readonly string[], site: Site | undefined): ReadonlyMap<string, TrialDoor> {
    const peers = this.#ports.peers(site);
    return new Map(
      names.map((name) => [
        name,
        name === this.#ports.node ? ownDoor(this.#ports, this.#trials) : (peers.get(name) ?? noDoor(name)),
      ]),
    );
  }

  #words(): string {
    const none = 'none was ordered here since the daemon started';
    return sayClause(this.#progress?.now.sentence ?? none);
  }
}

/** Nodes of the spec, then those that leave. */
function namesOf(next: CompiledSpec, former: CompiledSpec | undefined): readonly string[] {
  const names = [...next.site.nodes, ...(former?.site.nodes ?? [])].map(({ name }) => name);
  return [...new Set(names)];
}

function progressOf(
  { apply, kind, revision, release, who, note }: TrialOrder,
  nodes: readonly string[],
  startedAt: string,
): Omit<ApplyProgress, 'sentence'> {
  return {
    id: apply,
    kind,
    revision,
    release,
    who,
    note,
    startedAt,
    stage: 'checking',
    confirmBy: undefined,
    nodes: nodes.map(waiting),
    fault: undefined,
  };
}
