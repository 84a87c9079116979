import { fnv1a } from '../base/digest.ts';
import type { Rebalance } from '../site/site.ts';
import { type MoveMemory, type MoveSpan, spansByClient } from './move-memory.ts';

/** One open session of the server that gives. */
export interface SessionCandidate {
  /** Who it is, as far as is known: an agent's id, else the address that it comes from. */
  readonly client: string;
  /** HAProxy counts it when it chooses a server: it is one of the holder's newest process. */
  readonly isCounted: boolean;
  /** When it began; undefined = unknown. */
  readonly openedMs: number | undefined;
}

/**
 * Sessions that HAProxy counts stand in for others only where few of those are left: what it counts would come back at once
 * to a server that it believes to have less than it has.
 */
const FEW = 0.25;

/**
 * Which sessions leave a server. Those that the chooser does not count go first, since they blind it; then those whose
 * client was never moved, then those that were moved longest ago. A client within its cool-down is left alone. Among equals
 * a hash of client and run decides: the same for the same run, others in another one.
 *
 * Several sessions of one client are clients behind one address. Such a client may be moved again within its cool-down, but
 * only sessions of it that began before its first move: what was moved is younger than that.
 * @param count at most
 * @param run its id
 */
export function pickSessions<Session extends SessionCandidate>(
  candidates: readonly Session[],
  count: number,
  memory: MoveMemory,
  rules: Pick<Rebalance, 'cooldownMs'>,
  nowMs: number,
  run: string,
): readonly Session[] {
  const remembered = spansByClient(memory);
  const never = { unseen: [] as Session[], seen: [] as Session[] };
  const moved: Moved<Session>[] = [];
  for (const session of candidates) {
    const spans = remembered.size === 0 ? undefined : remembered.get(session.client);
    if (spans !== undefined) moved.push({ session, spans });
    else if (session.isCounted) never.seen.push(session);
    else never.unseen.push(session);
  }
  const may = mayMoveAgain(moved, rules, nowMs);
  const seed = fnv1a(run);
  const picked: Session[] = [];
  const pick = (isCounted: boolean) => {
    const again = may.filter(({ session }) => session.isCounted === isCounted);
    const fresh = isCounted ? never.seen : never.unseen;
    for (const session of scatter(fresh, count - picked.length, seed)) picked.push(session);
    picked.push(...longestAgo(again, count - picked.length, seed));
  };
  pick(false);
  const unseen = moved.reduce((all, { session }) => all + (session.isCounted ? 0 : 1), never.unseen.length);
  if (unseen - picked.length <= FEW * candidates.length) pick(true);
  return picked;
}

/** A session of a client that was moved before. */
interface Moved<Session> {
  readonly session: Session;
  readonly spans: readonly MoveSpan[];
}

function mayMoveAgain<Session extends SessionCandidate>(
  moved: readonly Moved<Session>[],
  rules: Pick<Rebalance, 'cooldownMs'>,
  nowMs: number,
): readonly Moved<Session>[] {
  const sessionsOf = new Map<string, number>();
  for (const { session } of moved) sessionsOf.set(session.client, (sessionsOf.get(session.client) ?? 0) + 1);
  return moved.filter(({ session, spans }) => {
    const cooling = spans.find(([, toMs]) => nowMs - toMs < rules.cooldownMs);
    if (cooling === undefined) return true;
    const wasThere = (session.openedMs ?? nowMs) < cooling[0];
    return wasThere && sessionsOf.get(session.client)! > 1;
  });
}

function longestAgo<Session extends SessionCandidate>(
  moved: readonly Moved<Session>[],
  count: number,
  seed: number,
): Session[] {
  return moved
    .map(({ session, spans }) => ({ session, movedMs: spans.at(-1)![1], lot: lotOf(session.client, seed) }))
    .sort((left, right) => left.movedMs - right.movedMs || left.lot - right.lot)
    .slice(0, count)
    .map(({ session }) => session);
}

/** Lots have 32 bits; with the index below them they are whole numbers that sort fast. */
const INDEXES = 2 ** 21;

/** Those with the lowest lots. Only lots that can be among them are sorted: a million takes a tenth of a second otherwise. */
function scatter<Session extends SessionCandidate>(
  sessions: readonly Session[],
  count: number,
  seed: number,
): readonly Session[] {
  if (sessions.length <= count) return sessions;
  const likely = 2 ** 32 * Math.min(1, (count / sessions.length) * 1.2 + 64 / sessions.length);
  const lots = new Float64Array(sessions.length);
  let few = 0;
  for (let index = 0; index < sessions.length; index += 1) {
    const lot = lotOf(sessions[index]!.client, seed);
    if (lot < likely) lots[few++] = lot * INDEXES + index;
  }
  // Lots are scattered evenly unless clients are the same; then there may be too few of the likely ones.
  if (few < count) {
    few = sessions.length;
    for (let index = 0; index < few; index += 1)
      lots[index] = lotOf(sessions[index]!.client, seed) * INDEXES + index;
  }
  return Array.from(lots.subarray(0, few).sort().subarray(0, count), (lot) => sessions[lot % INDEXES]!);
}

/** FNV-1a from the run's hash on, mixed well at the end: neighbouring addresses would be drawn together otherwise. */
function lotOf(client: string, seed: number): number {
  let lot = seed;
  for (let index = 0; index < client.length; index += 1)
    lot = Math.imul(lot ^ client.charCodeAt(index), 0x01000193);
  lot = Math.imul(lot ^ (lot >>> 16), 0x85ebca6b);
  lot = Math.imul(lot ^ (lot >>> 13), 0xc2b2ae35);
  return (lot ^ (lot >>> 16)) >>> 0;
}
