import type { JournalEvent } from '../journal/record.ts';

/** When each node was first seen with, or without, each VIP, and who held it last. Begins as NO_MEMORY. */
export interface HolderMemory {
  /** VIP → node. */
  readonly claims: Readonly<Record<string, Readonly<Record<string, Claim>>>>;
  /** VIP → the node that was last known to hold it alone. */
  readonly last: Readonly<Record<string, LastHolder>>;
}

export interface Claim {
  readonly here: boolean;
  /** Milliseconds since 1970, by our clock. */
  readonly sinceMs: number;
  /** It was seen otherwise before; else it may have been so for long. */
  readonly sawBegin: boolean;
}

export interface LastHolder {
  readonly node: string;
  /** Since when, ISO 8601; undefined = not known. */
  readonly at: string | undefined;
}

export const NO_MEMORY: HolderMemory = { claims: {}, last: {} };

/** What is known again after a restart: who held each VIP last, and since when. From the journal's events, in their order. */
export function recallHolders(events: readonly Pick<JournalEvent, 'kind' | 'fields'>[]): HolderMemory {
  const last: Record<string, LastHolder> = {};
  for (const { kind, fields } of events) {
    if (kind !== 'vip-moved' && kind !== 'vip-held') continue;
    const { vip, to, since } = fields as Readonly<Partial<Record<'vip' | 'to' | 'since', unknown>>>;
    if (typeof vip !== 'string' || typeof to !== 'string') continue;
    last[vip] = { node: to, at: typeof since === 'string' ? since : undefined };
  }
  return { claims: {}, last };
}
