import type { Severity } from './problem.ts';
import type { Span } from './text-range.ts';

/**
 * One thing that must not stand in somebody's files, and why. Pure: the same subject, the same findings.
 * `rules/NAME.ts` exports one; `docs/problems/ROOM/NAME.md` explains it.
 */
export interface Rule<Subject> {
  /** `room/name`, for example `haproxy/same-address-twice`. */
  readonly code: string;
  /**
   * error: ends in an outage or a breach as it stands; warning: does so in a failure that will come;
   * info: advice, shown only when asked for.
   */
  readonly severity: Severity;
  /** What is wrong, in at most eight words without a full stop. */
  readonly title: string;
  /** How it ends in an outage or a breach; whole sentences. */
  readonly why: string;
  /** Where that is known from: a manual's section, an RFC, an issue, or "measured: …". */
  readonly source: string;
  readonly find: (subject: Subject) => readonly Finding[];
}

/** A rule's result at one place. */
export interface Finding {
  readonly at: Span;
  /** What is wrong here, with the values; whole sentences. */
  readonly message: string;
  /** What to do, as an order without "Fix:". */
  readonly remedy: string;
  /** Default: the rule's. */
  readonly severity?: Severity;
  /** Further places that it speaks of: what other rules say of them with less knowledge is not told beside it. */
  readonly also?: readonly Span[];
  /** Changes that put it right and alter nothing else; undefined = a person must decide. */
  readonly fix?: readonly Edit[];
}

/** Puts `text` in the place of `span`; an empty span inserts, an empty text deletes. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}
