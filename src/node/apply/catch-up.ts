import { Fault } from '../../base/fault.ts';
import type { NodeFinding, NodeRelease } from '../status/node-observation.ts';
import { cannotCatchUp, releasesDiffer } from './apply-faults.ts';
import type { ApplyPorts } from './apply-ports.ts';
import { SPEC_FILE } from './current-spec.ts';
import { LEASE_MS } from './keep-lease.ts';
import type { Trials } from './trials.ts';

/** What a node could not fetch or take now it tries again after this time. */
const RETRY_MS = 30_000;

/**
 * A node that was away fetches what its peers have accepted meanwhile. It is a trial that this node orders of itself: what
 * is interrupted is settled as any other, and a release that its engines refuse leaves the former one in force.
 */
export class CatchUp {
  readonly #ports: ApplyPorts;
  readonly #trials: Trials;
  #finding: (NodeFinding & { readonly key: string }) | undefined;
  #triedAt = -Infinity;

  constructor(ports: ApplyPorts, trials: Trials) {
    this.#ports = ports;
    this.#trials = trials;
  }

  /** Why this node is not where its peers are. */
  get findings(): readonly NodeFinding[] {
    if (this.#finding === undefined) return [];
    const { key: _, ...finding } = this.#finding;
    return [finding];
  }

  /** @param heard what each peer said last of its release; only those that answer now */
  async consider(heard: ReadonlyMap<string, NodeRelease>): Promise<void> {
    const { current } = this.#ports.state;
    const own = { number: current?.number ?? 0, release: current?.release ?? '' };
    const peers = [...heard].map(([node, release]) => ({ node, ...release }));
    // While an apply is on, its coordinator decides who goes where.
    if (this.#trials.order !== undefined || peers.some(({ trial }) => trial !== undefined)) return;
    const newest = peers.reduce((best, peer) => (peer.revision > best.revision ? peer : best), {
      node: this.#ports.node,
      revision: own.number,
      digest: own.release,
    });
    const unlike = peers.find(({ revision, digest }) => revision === own.number && digest !== own.release);
    if (newest.revision === own.number) {
      if (unlike === undefined) this.#finding = undefined;
      else
        this.#find(
          releasesDiffer(this.#ports.node, unlike.node, own.number),
          `${unlike.node} ${unlike.digest}`,
        );
      return;
    }
    const key = `${newest.revision} ${newest.digest}`;
    const { clock } = this.#ports;
    if (this.#finding?.key === key && clock.elapsed() - this.#triedAt < RETRY_MS) return;
    this.#triedAt = clock.elapsed();
    try {
      await this.#fetch(newest.node, newest.revision, own);
      this.#finding = undefined;
    } catch (error) {
      // Whatever is no Fault is a bug of ours.
      if (!(error instanceof Fault)) throw error;
      this.#find(
        error.code === 'node/releases-differ'
          ? error
          : cannotCatchUp(this.#ports.node, newest.node, newest.revision, error),
        key,
      );
    }
  }

  async #fetch(
    from: string,
    number: number,
    own: { readonly number: number; readonly release: string },
  ): Promise<void> {
    const { node, peers, newId, journal } = this.#ports;
    const door = peers().get(from);
    if (door === undefined) return;
    const { revisions } = await door.history();
    const forked = revisions.some((one) => one.number === own.number && one.release !== own.release);
    if (own.number > 0 && forked) throw releasesDiffer(node, from, own.number);
    const { spec, release, routerIds, who, at, note } = await door.revision(number);
    const apply = newId();
    const was = own.number === 0 ? 'no revision' : `revision ${own.number}`;
    journal.append({
      kind: 'catching-up',
      text: `This node has ${was}; it fetches revision ${number} from ${from}.`,
      fields: { apply, revision: number, release, from },
    });
    await this.#trials.start({
      apply,
      coordinator: from,
      kind: 'apply',
      revision: number,
      base: own.number,
      spec,
      file: SPEC_FILE,
      release,
      routerIds,
      who,
      at,
      note,
      leaseMs: LEASE_MS,
    });
    await this.#trials.keep(apply);
  }

  #find({ code, message, remedy }: Fault, key: string): void {
    const { node, journal, clock } = this.#ports;
    const isNew = this.#finding?.key !== key || this.#finding.message !== message;
    const at = this.#finding?.key === key ? this.#finding.at : new Date(clock.now()).toISOString();
    this.#finding = { key, code, about: `member ${node}`, severity: 'critical', message, remedy, at };
    if (isNew) journal.append({ kind: 'cannot-catch-up', text: message, fields: { code } });
  }
}
