/** One apply, as whoever watches it sees it. It goes on in the daemon that took the order, whatever becomes of who ordered it. */
export interface ApplyProgress {
  /** Letters and digits, unlike any other's. */
  readonly id: string;
  readonly kind: 'apply' | 'rollback';
  /** The number that the revision gets when it is kept. */
  readonly revision: number;
  /** Digest of the release. */
  readonly release: string;
  readonly who: string;
  readonly note: string;
  readonly startedAt: string;
  readonly stage: ApplyStage;
  /** When it is taken back unless somebody confirms; only in stage `unconfirmed`. */
  readonly confirmBy: string | undefined;
  /** In the order in which they are changed: the standby first. */
  readonly nodes: readonly NodeProgress[];
  /** What is so now, one sentence. */
  readonly sentence: string;
  /** Why it failed or was undone. */
  readonly fault: PlainFault | undefined;
}

/**
 * checking: engines are asked on every node, nothing is changed · applying: one node after the other · unconfirmed: in
 * force everywhere, waits for `confirm` · kept: it is the current revision (end) · undoing: the former release is put back ·
 * undone: the former release is in force everywhere again (end) · refused: nothing was changed (end) · stuck: a node could be
 * brought neither forward nor back (end; the sentence says which).
 */
export type ApplyStage =
  | 'checking'
  | 'applying'
  | 'unconfirmed'
  | 'kept'
  | 'undoing'
  | 'undone'
  | 'refused'
  | 'stuck';

export const ENDED_STAGES: readonly ApplyStage[] = ['kept', 'undone', 'refused', 'stuck'];

export interface NodeProgress {
  readonly node: string;
  readonly stage: 'waiting' | 'checked' | 'applying' | 'applied' | 'kept' | 'undone' | 'skipped' | 'failed';
  /** undefined = not done yet. */
  readonly how: 'nothing' | 'runtime' | 'keepalived' | 'reload' | undefined;
  /** What was done, or what went wrong; one sentence. */
  readonly says: string;
  /** Sessions that the change ended. */
  readonly sessionsCut: number;
  readonly tookMs: number;
}

/** A Fault as JSON. */
export interface PlainFault {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly evidence: string;
}
