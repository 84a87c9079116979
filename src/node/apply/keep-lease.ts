import { Fault } from '../../base/fault.ts';
import type { Clock } from './apply-ports.ts';
import type { TrialDoor } from './trial-door.ts';

/** Without a word of the coordinator for this long a node undoes a trial. */
export const LEASE_MS = 10_000;

/**
 * Tells nodes that the coordinator is alive, four times a lease, until `stop`. A node that has no such trial any more, or
 * could not be told for the length of a lease, has undone it: that ends the apply.
 */
export class LeaseKeeper {
  readonly #apply: string;
  readonly #clock: Clock;
  readonly #broken: (fault: Fault) => void;
  readonly #nodes = new Map<string, { readonly door: TrialDoor; heardAt: number }>();
  #stopped = false;

  constructor(apply: string, clock: Clock, broken: (fault: Fault) => void) {
    this.#apply = apply;
    this.#clock = clock;
    this.#broken = broken;
  }

  /** From now on this node's lease is kept. */
  add(node: string, door: TrialDoor): void {
    if (this.#nodes.has(node) || this.#stopped) return;
    this.#nodes.set(node, { door, heardAt: this.#clock.elapsed() });
    void this.#keep(node);
  }

  stop(): void {
    this.#stopped = true;
  }

  async #keep(node: string): Promise<void> {
    while (!this.#stopped) {
      await this.#clock.sleep(LEASE_MS / 4);
      if (!this.#stopped) await this.#renew(node);
    }
  }

  async #renew(node: string): Promise<void> {
    const one = this.#nodes.get(node)!;
    const askedAt = this.#clock.elapsed();
    try {
      await one.door.renewTrial(this.#apply);
      one.heardAt = askedAt;
    } catch (error) {
      if (this.#stopped) return;
      const isGone = error instanceof Fault && error.code === 'node/no-trial';
      if (isGone || this.#clock.elapsed() - one.heardAt >= LEASE_MS) this.#broken(lost(node, error));
    }
  }
}

function lost(node: string, error: unknown): Fault {
  const words = error instanceof Error ? error.message : String(error);
  return new Fault(
    'node/trial-lost',
    `Node ${node} did not stay on the new release: ${words}`,
    `Look at what happened there (holdfast events), and apply again.`,
    words,
    error,
  );
}
