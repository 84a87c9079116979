import { signal } from '@preact/signals';

/** Something that changes the site: what it is, what it will do, and how it is done. */
export interface Action {
  readonly title: string;
  /** The same from a terminal, without `holdfast` and without the site. */
  readonly cli: string;
  /** What is expected to happen, and what it hurts. */
  readonly effect: string;
  /** A field for a reason, and for how long. Default: none. */
  readonly fields?: readonly ('reason' | 'for' | 'weight')[];
  /** The outcome in a sentence. */
  readonly run: (fields: ActFields) => Promise<string>;
}

/** What was filled in. */
export interface ActFields {
  /** Empty = none. */
  readonly reason: string;
  /** undefined = until it is taken back. */
  readonly forMs: number | undefined;
  /** null = the spec's. */
  readonly weight: number | null;
}

/** An action that somebody was asked about, is being done, or was. */
export interface Asked extends Action {
  readonly state: 'asked' | 'running' | 'done' | 'failed';
  readonly says: string;
}

export const asked = signal<Asked | undefined>(undefined);

/** Asks once, does it, and reports the outcome. */
export function act(action: Action): void {
  asked.value = { ...action, state: 'asked', says: '' };
}
