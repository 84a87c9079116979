/** Something that a node's daemon does by itself to bring back what was lost. */
export type HealStep =
  /** Tell HAProxy through its socket what its file says. */
  | { readonly kind: 'heal-runtime'; readonly reasons: readonly string[] }
  /** Compile the revision with the intents in force and put the files in force. */
  | { readonly kind: 'put-in-force'; readonly reasons: readonly string[] }
  /** Leave a VIP's holder's weight to the rule again: the switchover that set it is over. */
  | { readonly kind: 'reset-bonus'; readonly vip: string; readonly reasons: readonly string[] };

/** What a step is about: the same key is the same step, tried again. */
export function stepKey(step: HealStep): string {
  return step.kind === 'reset-bonus' ? `${step.kind}/${step.vip}` : step.kind;
}

/** What a daemon remembers from one cycle to the next; begins as NO_TRIES. */
export interface HealMemory {
  /** By key of the step that would mend it. */
  readonly wounds: Readonly<Record<string, Wound>>;
}

export interface Wound {
  /** Milliseconds since 1970: since when it has been there without a break; undefined = it is closed now. */
  readonly sinceMs: number | undefined;
  readonly tries: number;
  readonly lastTryMs: number | undefined;
}

export const NO_TRIES: HealMemory = { wounds: {} };
