import type { Span } from '../../../base/text-range.ts';

/** A docker-compose.yml as far as its rules need it; aliases and `<<` are put in. */
export interface ComposeFile {
  /** As the user named it. */
  readonly path: string;
  readonly services: readonly ComposeService[];
  /** Named at the top of the file; `default` only where it is written there. */
  readonly networks: readonly ComposeEntry[];
  /** The file is laid over another one (`override` in its name), or brings in others: what it lacks may be there. */
  readonly isPart: boolean;
}

export interface ComposeService {
  readonly name: string;
  /** Of its name. */
  readonly at: Span;
  readonly settings: readonly ComposeEntry[];
}

export interface ComposeEntry {
  readonly key: string;
  /** Of the key. */
  readonly at: Span;
  readonly value: ComposeValue;
}

export type ComposeValue = ComposeScalar | ComposeList | ComposeMap;

export interface ComposeScalar {
  readonly kind: 'scalar';
  /** Without quotes; empty for null. */
  readonly text: string;
  readonly at: Span;
}

export interface ComposeList {
  readonly kind: 'list';
  readonly items: readonly ComposeValue[];
  readonly at: Span;
}

export interface ComposeMap {
  readonly kind: 'map';
  readonly entries: readonly ComposeEntry[];
  readonly at: Span;
}
