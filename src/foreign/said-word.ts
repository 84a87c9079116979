import type { Span } from '../base/text-range.ts';

/** A word or a value as its program reads it, and where it stands. */
export interface SaidWord {
  readonly value: string;
  readonly at: Span;
}
