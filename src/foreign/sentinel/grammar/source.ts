import type { Span } from '../../../base/text-range.ts';
import type { SaidWord } from '../../said-word.ts';

/** A sentinel.conf of Redis or Valkey: one directive a line. */
export interface SentinelSource {
  /** As the user named it. */
  readonly path: string;
  readonly directives: readonly SentinelDirective[];
}

export interface SentinelDirective {
  /** `sentinel monitor …` is `monitor`, in lower case; others (`port`, `bind`) are their first word. */
  readonly name: string;
  /** The words behind the name. */
  readonly args: readonly SaidWord[];
  readonly at: Span;
}
