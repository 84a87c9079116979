import { fnv1a } from '../base/digest.ts';
import type { Rebalance } from '../site/site.ts';
import type { MoveMemory } from './move-memory.ts';

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
  const moved = new Map(Object.entries(memory));
  const shared = moved.size === 0 ? new Map<string, number>() : countOfClients(candidates, moved);
  const unseen = { never: [] as Session[], before: [] as Moved<Session>[] };
  const seen = { never: [] as Session[], before: [] as Moved<Session>[] };
  for (const session of candidates) {
    const into = session.isCounted ? seen : unseen;
    const spans = moved.get(session.client);
    if (spans === undefined) {
      into.never.push(session);
      continue;
    }
    const cooling = spans.find(([, toMs]) => nowMs - toMs < rules.cooldownMs);
    const wasThere = cooling !== undefined && (session.openedMs ?? nowMs) < cooling[0];
    if (cooling === undefined || (wasThere && shared.get(session.client)! > 1))
      into.before.push({ session, movedMs: spans.at(-1)![1] });
  }
  const picked: Session[] = [];
  for (const { never, before } of [unseen, seen]) {
    if (picked.length < count) picked.push(...scatter(never, count - picked.length, run));
    if (picked.length < count) picked.push(...longestAgo(before, count - picked.length, run));
  }
  return picked;
}

interface Moved<Session> {
  readonly session: Session;
  readonly movedMs: number;
}

function countOfClients(
  candidates: readonly SessionCandidate[],
  of: ReadonlyMap<string, unknown>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { client } of candidates) if (of.has(client)) counts.set(client, (counts.get(client) ?? 0) + 1);
  return counts;
}

function longestAgo<Session extends SessionCandidate>(
  moved: readonly Moved<Session>[],
  count: number,
  run: string,
): Session[] {
  return moved
    .map((one) => ({ ...one, lot: lotOf(one.session, run) }))
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
  run: string,
): readonly Session[] {
  if (sessions.length <= count) return sessions;
  const lots = Float64Array.from(sessions, (session, index) => lotOf(session, run) * INDEXES + index);
  const likely = 2 ** 32 * INDEXES * Math.min(1, (count / sessions.length) * 1.2 + 64 / sessions.length);
  const low = lots.filter((lot) => lot < likely);
  const sorted = (low.length >= count ? low : lots).sort();
  return Array.from(sorted.subarray(0, count), (lot) => sessions[lot % INDEXES]!);
}

function lotOf({ client }: SessionCandidate, run: string): number {
  // Run and client are mixed well, or neighbouring addresses would be drawn together.
  let lot = fnv1a(`${run} ${client}`);
  lot = Math.imul(lot ^ (lot >>> 16), 0x85ebca6b);
  lot = Math.imul(lot ^ (lot >>> 13), 0xc2b2ae35);
  return (lot ^ (lot >>> 16)) >>> 0;
}
