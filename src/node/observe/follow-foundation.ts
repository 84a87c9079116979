import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { FoundationEvent } from '../../foundation/control-protocol.ts';
import { RUN_FILES } from '../../release/foundation-config.ts';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
/** A line longer than this is no event; the connection is given up. */
const LONGEST_LINE = 65_536;

export interface FoundationFollower {
  readonly onEvent: (event: FoundationEvent) => void;
  /** The connection ended or could not be made; told once until it is back. */
  readonly onLost: (why: string) => void;
  /** It is there (again); also told the first time. */
  readonly onBack: () => void;
}

export interface Following {
  readonly connected: boolean;
  stop(): void;
}

/**
 * Follows what a foundation tells until it is stopped. A foundation begins with the last hundred events: those that were
 * told before, and all before `since`, are left out.
 * @param since ISO 8601; default: events from before this call are history and not told
 */
export function followFoundation(
  runDir: string,
  follower: FoundationFollower,
  since: string = new Date().toISOString(),
): Following {
  const path = join(runDir, RUN_FILES.control);
  const seen = new SeenEvents(since);
  let socket: Socket | undefined;
  let retry: NodeJS.Timeout | undefined;
  let retryMs = FIRST_RETRY_MS;
  let isConnected = false;
  let isLost = false;
  let isStopped = false;

  const open = (): void => {
    let text = '';
    let why = 'it closed the connection';
    const mine = connect(path);
    socket = mine;
    mine.setEncoding('utf8');
    mine.on('connect', () => {
      mine.write(`${JSON.stringify({ do: 'events' })}\n`);
      isConnected = true;
      isLost = false;
      seen.again();
      follower.onBack();
    });
    mine.on('data', (chunk: string) => {
      // Whoever answers is well: the next loss begins with short waits again.
      retryMs = FIRST_RETRY_MS;
      const lines = (text + chunk).split('\n');
      text = lines.pop() ?? '';
      for (const event of lines.flatMap(parseEvent)) {
        if (seen.isNew(event) && !isStopped) follower.onEvent(event);
      }
      if (text.length > LONGEST_LINE) mine.destroy(new Error('it sends what is no event'));
    });
    mine.on('error', (error) => {
      why = error.message;
    });
    mine.on('close', () => {
      isConnected = false;
      if (isStopped) return;
      if (!isLost) follower.onLost(why);
      isLost = true;
      retry = setTimeout(open, retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    });
  };

  open();
  return {
    get connected() {
      return isConnected;
    },
    stop: () => {
      isStopped = true;
      clearTimeout(retry);
      socket?.destroy();
    },
  };
}

/** Which events were told: all before the newest moment, and of that millisecond as many of each as there were. */
class SeenEvents {
  #newest: string;
  #told = new Map<string, number>();
  #repeated = new Map<string, number>();

  constructor(newest: string) {
    this.#newest = newest;
  }

  /** The history begins anew: what it repeats of the newest moment is counted from zero. */
  again(): void {
    this.#repeated = new Map(this.#told);
  }

  isNew(event: FoundationEvent): boolean {
    if (event.at < this.#newest) return false;
    const text = JSON.stringify(event);
    if (event.at > this.#newest) {
      this.#newest = event.at;
      this.#told = new Map();
      this.#repeated = new Map();
    }
    const left = this.#repeated.get(text) ?? 0;
    if (left > 0) {
      this.#repeated.set(text, left - 1);
      return false;
    }
    this.#told.set(text, (this.#told.get(text) ?? 0) + 1);
    return true;
  }
}

function parseEvent(line: string): FoundationEvent[] {
  try {
    const value = JSON.parse(line) as Partial<FoundationEvent> | null;
    return typeof value?.at === 'string' &&
      typeof value.event === 'string' &&
      typeof value.message === 'string'
      ? [{ at: value.at, event: value.event, message: value.message }]
      : [];
  } catch {
    return [];
  }
}
