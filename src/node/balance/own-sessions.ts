import { Fault } from '../../base/fault.ts';
import { IDLE_MS, isIdle } from '../../engines/haproxy/runtime/is-idle.ts';
import { readSessions } from '../../engines/haproxy/runtime/read-sessions.ts';
import type { LookedSession } from '../../engines/haproxy/runtime/sessions.ts';
import { askEach, type HaproxyProcess } from './haproxy-processes.ts';

/** A session as it was seen first with the bytes that it has, and where. */
export interface SeenSession {
  readonly session: LookedSession;
  readonly oldPid: number | undefined;
  /** Milliseconds since 1970. */
  readonly seenMs: number;
}

/** What was seen longer ago is looked at anew: sessions end and begin. */
const LOOK_LASTS_MS = 15_000;
/** One look at 9,000 sessions costs HAProxy 80 ms in small pieces, and us as much: not oftener than this. */
const LOOK_EVERY_MS = 2_000;

/**
 * The sessions of this node's HAProxy processes: all are looked at together, and those that are chosen once more, each just
 * before it is cut. Between the two looks nothing may have gone through it.
 */
export class OwnSessions {
  readonly #now: () => number;
  #seen = new Map<string, SeenSession>();
  #lookedMs = Number.NEGATIVE_INFINITY;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Looks at all sessions, unless that was done a moment ago; `isShort` = what is known does not suffice. */
  async look(processes: readonly HaproxyProcess[], isShort: boolean): Promise<void> {
    const ageMs = this.#now() - this.#lookedMs;
    if (ageMs < LOOK_EVERY_MS || (ageMs < LOOK_LASTS_MS && !isShort)) return;
    const told = await askEach(processes, async (process) =>
      readSessions(await process.ask('show sess all')),
    );
    const seenMs = this.#now();
    const seen = new Map<string, SeenSession>();
    for (const [{ oldPid }, sessions] of told)
      for (const session of sessions) {
        const former = this.#seen.get(session.identity);
        // As long as nothing goes through it, it has been idle since the first of the looks.
        const isSame = former !== undefined && isIdle(former.session, session, IDLE_MS);
        seen.set(session.identity, isSame ? former : { session, oldPid, seenMs });
      }
    this.#seen = seen;
    this.#lookedMs = seenMs;
  }

  /** Sessions of a server that were seen with empty buffers. */
  of(pool: string, server: string): readonly SeenSession[] {
    return [...this.#seen.values()].filter(
      ({ session }) => session.pool === pool && session.server === server && session.waitingBytes === 0,
    );
  }

  /** It has been idle for long enough, as far as was seen. */
  isRipe({ seenMs }: SeenSession): boolean {
    return this.#now() - seenMs >= IDLE_MS;
  }

  /** Cuts those that are the ones that were seen, and still idle. @returns which were cut */
  async cut<Seen extends SeenSession>(
    processes: readonly HaproxyProcess[],
    chosen: readonly Seen[],
  ): Promise<readonly Seen[]> {
    const cut = await Promise.all(
      processes.map((process) =>
        this.#cutIn(
          process,
          chosen.filter(({ oldPid }) => oldPid === process.oldPid),
        ),
      ),
    );
    return cut.flat();
  }

  async #cutIn<Seen extends SeenSession>(
    process: HaproxyProcess,
    chosen: readonly Seen[],
  ): Promise<readonly Seen[]> {
    const looks = await process.askAll(chosen.map(({ session }) => `show sess ${session.id}`));
    const idle = chosen.filter((seen, index) => this.#isStillIdle(seen, looks[index]!));
    const ends = await process.askAll(idle.map(({ session }) => `shutdown session ${session.id}`));
    // One that HAProxy refuses has just ended by itself.
    return idle.filter((_, index) => !(ends[index] instanceof Fault));
  }

  #isStillIdle({ session, oldPid, seenMs }: SeenSession, look: string | Fault): boolean {
    this.#seen.delete(session.identity);
    const [now] = look instanceof Fault ? [] : readSessions(look);
    if (now?.identity !== session.identity) return false;
    const nowMs = this.#now();
    if (isIdle(session, now, nowMs - seenMs)) return true;
    this.#seen.set(now.identity, { session: now, oldPid, seenMs: nowMs });
    return false;
  }
}
