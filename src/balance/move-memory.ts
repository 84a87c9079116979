import type { Rebalance } from '../site/site.ts';

/**
 * Client → when its sessions were moved, as spans (first and last move, in milliseconds) in order of time. JSON. A span
 * takes what is close together, so that an address with thousands of clients behind it stays small.
 */
export type MoveMemory = Readonly<Record<string, readonly MoveSpan[]>>;
export type MoveSpan = readonly [fromMs: number, toMs: number];

export const NO_MOVES: MoveMemory = {};

/** Cool-downs that a move is remembered for: after the first it only makes the client one of the last to be moved again. */
const REMEMBERED = 6;
/** Moves of one client that are closer together than this part of the cool-down are one span. */
const CLOSE = 1 / 8;

/** Picking asks once a session, server after server, with one memory; a Map is several times faster than the record. */
const maps = new WeakMap<MoveMemory, ReadonlyMap<string, readonly MoveSpan[]>>();

/** @returns client → when it was moved; a client without an entry never was, or so long ago that it does not matter */
export function spansByClient(memory: MoveMemory): ReadonlyMap<string, readonly MoveSpan[]> {
  const known = maps.get(memory) ?? new Map(Object.entries(memory));
  maps.set(memory, known);
  return known;
}

/** @returns the memory with these clients moved now, and without what is too old to matter */
export function rememberMoves(
  memory: MoveMemory,
  clients: readonly string[],
  rules: Pick<Rebalance, 'cooldownMs'>,
  nowMs: number,
): MoveMemory {
  const kept = new Map<string, readonly MoveSpan[]>();
  for (const [client, spans] of Object.entries(memory)) {
    const fresh = spans.filter(([, toMs]) => nowMs - toMs < REMEMBERED * rules.cooldownMs);
    if (fresh.length > 0) kept.set(client, fresh);
  }
  for (const client of new Set(clients)) {
    const spans = kept.get(client) ?? [];
    const last = spans.at(-1);
    const isClose = last !== undefined && nowMs - last[0] < CLOSE * rules.cooldownMs;
    kept.set(client, isClose ? [...spans.slice(0, -1), [last[0], nowMs]] : [...spans, [nowMs, nowMs]]);
  }
  return Object.fromEntries(kept);
}
