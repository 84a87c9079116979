import type { Span } from '../../../base/text-range.ts';
import type { SaidWord } from '../../said-word.ts';

/** A script that sets up a Pacemaker cluster: its `pcs` commands, in order. */
export interface PcsSource {
  /** As the user named it. */
  readonly path: string;
  readonly commands: readonly PcsCommand[];
}

export interface PcsCommand {
  /** The words behind `pcs`, without pcs's own options in front of them (`-f FILE`, `--force`). */
  readonly words: readonly SaidWord[];
  /** From `pcs` to the last word. */
  readonly at: Span;
}
