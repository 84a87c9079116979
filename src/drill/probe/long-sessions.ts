import { connect, type Socket } from 'node:net';
import type { LongSession } from '../measurements.ts';
import { nowUs } from '../wall-clock.ts';
import { requestText } from './attempt.ts';
import { MANAGER_PING } from './manager-ping.ts';
import type { Target } from './options.ts';

/** Every server sends, or echoes, something that often. */
const EVERY_MS = 200;
/** Silence that long is a broken session. */
const SILENCE_MS = 1000;
const OPEN_WITHIN_MS = 2000;
const LONGEST_MS = 600_000;

interface Session {
  readonly socket: Socket;
  openedUs: number | undefined;
  heardUs: number;
  brokenUs: number | undefined;
  why: string;
}

/** Sessions that are opened before a fault and watched through it. */
export class LongSessions {
  readonly #target: Target;
  readonly #sessions: Session[];
  readonly #beat: NodeJS.Timeout;
  #beatUs = nowUs();

  constructor(target: Target, count: number) {
    this.#target = target;
    this.#sessions = Array.from({ length: count }, () => this.#open());
    this.#beat = setInterval(() => this.#watch(), EVERY_MS);
  }

  /** Resolves when each is open or has failed, at the latest after 2 s. */
  async opened(): Promise<void> {
    const deadline = nowUs() + OPEN_WITHIN_MS * 1000;
    while (
      this.#sessions.some(({ openedUs, brokenUs }) => openedUs === undefined && brokenUs === undefined) &&
      nowUs() < deadline
    ) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  end(): readonly LongSession[] {
    clearInterval(this.#beat);
    const found = this.#sessions.map(({ openedUs, brokenUs, why }) => ({ openedUs, brokenUs, why }));
    for (const { socket } of this.#sessions) socket.destroy();
    return found;
  }

  #open(): Session {
    const { host, port, kind } = this.#target;
    const socket = connect({ host, port });
    const session: Session = { socket, openedUs: undefined, heardUs: nowUs(), brokenUs: undefined, why: '' };
    const broken = (why: string) => {
      if (session.brokenUs !== undefined) return;
      session.brokenUs = nowUs();
      session.why = why;
      socket.destroy();
    };
    socket.on('connect', () =>
      socket.write(
        kind === 'http'
          ? requestText(this.#target, `/stream?ms=${LONGEST_MS}&every=${EVERY_MS}`)
          : beatOf(this.#target),
        'latin1',
      ),
    );
    socket.on('data', () => {
      session.heardUs = nowUs();
      session.openedUs ??= session.heardUs;
    });
    socket.on('end', () => broken('closed by the other side'));
    socket.on('error', (error) => broken(error.message));
    socket.on('close', () => broken('closed'));
    return session;
  }

  #watch(): void {
    const now = nowUs();
    // When this process was stalled, what came meanwhile is still unread: that is not their silence.
    const stalledUs = Math.max(0, now - this.#beatUs - 2 * EVERY_MS * 1000);
    this.#beatUs = now;
    for (const session of this.#sessions) {
      if (session.openedUs === undefined || session.brokenUs !== undefined) continue;
      session.heardUs += stalledUs;
      if (now - session.heardUs > SILENCE_MS * 1000) {
        session.brokenUs = now;
        session.why = `silent for ${SILENCE_MS} ms`;
        session.socket.destroy();
      } else if (this.#target.kind !== 'http') session.socket.write(beatOf(this.#target), 'latin1');
    }
  }
}

/** What a server answers to, in latin1. */
function beatOf({ kind }: Target): string {
  return kind === 'ping' ? MANAGER_PING : 'ping\n';
}
