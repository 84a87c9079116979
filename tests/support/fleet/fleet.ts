import type { Counts } from '../../../src/balance/balance-plan.ts';
import { type MoveMemory, NO_MOVES, rememberMoves } from '../../../src/balance/move-memory.ts';
import { pickSessions, type SessionCandidate } from '../../../src/balance/pick-sessions.ts';
import type { ServerLoad } from '../../../src/balance/server-load.ts';
import { shareOut } from '../../../src/balance/share-out.ts';
import type { Rebalance } from '../../../src/site/site.ts';

export interface FleetOptions {
  /** 0 to 1, each call another one. */
  readonly random: () => number;
  /** How long a client that lost its session is away. */
  readonly backMs: () => number;
}

interface FleetServer {
  readonly name: string;
  readonly weight: number;
  readonly maxSessions: number | undefined;
  isFit: boolean;
  mayGive: boolean;
  readonly sessions: Set<FleetSession>;
  counted: number;
}

interface FleetSession extends SessionCandidate {
  isCounted: boolean;
  readonly openedMs: number;
}

/** A session that was moved from one server, and came to another. */
export interface Move {
  readonly client: string;
  readonly atMs: number;
  readonly from: string;
  /** HAProxy counted it. */
  readonly wasCounted: boolean;
  backMs: number | undefined;
  to: string | undefined;
  /** It came from a server above its share to one below. */
  helped: boolean;
}

/** Those that are away have a share, too. */
const NOWHERE: ServerLoad = {
  server: '-',
  weight: 0,
  isFit: true,
  mayGive: true,
  maxSessions: undefined,
  sessions: 0,
  counted: 0,
};

/** Servers, their sessions and a leastconn that knows only those of its newest process; time passes when it is told. */
export class Fleet {
  readonly moves: Move[] = [];
  nowMs = 0;
  /** Clients that are between two sessions. */
  away = 0;
  mostAway = 0;
  #memory: MoveMemory = NO_MOVES;
  #returns: { atMs: number; client: string; move: Move | undefined }[] = [];
  #clients = 0;
  readonly #options: FleetOptions;
  readonly #servers = new Map<string, FleetServer>();

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  addServer(name: string, weight = 1, maxSessions?: number): void {
    this.#servers.set(name, {
      name,
      weight,
      maxSessions,
      isFit: true,
      mayGive: true,
      sessions: new Set(),
      counted: 0,
    });
  }

  removeServer(name: string): void {
    this.#servers.delete(name);
  }

  /** New clients connect now. */
  addClients(count: number): void {
    for (let one = 0; one < count; one += 1) this.#connect(`c${(this.#clients += 1)}`);
  }

  /** Clients go for good, whoever it hits. */
  removeClients(count: number): void {
    const all = [...this.#servers.values()].flatMap(({ sessions, name }) =>
      [...sessions].map((one) => ({ one, name })),
    );
    for (let left = Math.min(count, all.length); left > 0; left -= 1) {
      const [gone] = all.splice(Math.floor(this.#options.random() * all.length), 1);
      this.#close(this.#servers.get(gone!.name)!, gone!.one);
    }
  }

  /** Its sessions break at once, and it takes no new ones. */
  kill(name: string): void {
    const server = this.#servers.get(name)!;
    server.isFit = false;
    for (const session of [...server.sessions]) this.#breakOff(server, session);
  }

  /** It may be gone by now: then it stays so. */
  setFit(name: string, isFit: boolean, mayGive = true): void {
    const server = this.#servers.get(name);
    if (server !== undefined) Object.assign(server, { isFit, mayGive });
  }

  /** A new HAProxy process: it counts none of the sessions that are there. */
  reload(): void {
    for (const server of this.#servers.values()) {
      server.counted = 0;
      for (const session of server.sessions) session.isCounted = false;
    }
  }

  /** @returns how many were moved */
  move(moves: Counts, run: string, rules: Rebalance, works: () => boolean = () => true): number {
    let moved = 0;
    for (const [name, count] of Object.entries(moves)) {
      const server = this.#servers.get(name)!;
      const picked = pickSessions([...server.sessions], count, this.#memory, rules, this.nowMs, run);
      const gone = picked.filter(works);
      this.#memory = rememberMoves(
        this.#memory,
        gone.map(({ client }) => client),
        rules,
        this.nowMs,
      );
      for (const session of gone) {
        const { client, isCounted: wasCounted } = session;
        const move: Move = {
          client,
          atMs: this.nowMs,
          from: name,
          wasCounted,
          backMs: undefined,
          to: undefined,
          helped: this.#aboveShare(name) > 0,
        };
        this.moves.push(move);
        this.#breakOff(server, session, move);
      }
      moved += gone.length;
    }
    return moved;
  }

  pass(untilMs: number): void {
    this.#returns.sort((left, right) => left.atMs - right.atMs);
    let due = 0;
    while (due < this.#returns.length && this.#returns[due]!.atMs <= untilMs) {
      const { atMs, client, move } = this.#returns[due]!;
      this.nowMs = Math.max(this.nowMs, atMs);
      this.away -= 1;
      this.#connect(client, move);
      due += 1;
    }
    this.#returns = this.#returns.slice(due);
    this.nowMs = untilMs;
  }

  loads(): ServerLoad[] {
    return [...this.#servers.values()].map(
      ({ name, weight, maxSessions, isFit, mayGive, sessions, counted }) => ({
        server: name,
        weight,
        maxSessions,
        isFit,
        mayGive,
        sessions: sessions.size,
        counted,
      }),
    );
  }

  #connect(client: string, move?: Move): void {
    const key = ({ counted, weight }: FleetServer) => (counted === 0 ? 0 : (counted + 1) / weight);
    let best: FleetServer | undefined;
    for (const server of this.#servers.values()) {
      const isFull = server.maxSessions !== undefined && server.counted >= server.maxSessions;
      if (!server.isFit || server.weight === 0 || isFull) continue;
      if (best === undefined || key(server) < key(best)) best = server;
    }
    if (best === undefined) {
      this.away += 1;
      this.#returns.push({ atMs: this.nowMs + 10_000, client, move });
      this.#returns.sort((left, right) => left.atMs - right.atMs);
      return;
    }
    if (move !== undefined) {
      move.backMs = this.nowMs;
      move.to = best.name;
      move.helped &&= this.#aboveShare(best.name) < 0;
    }
    best.sessions.add({ client, isCounted: true, openedMs: this.nowMs });
    best.counted += 1;
  }

  #close(server: FleetServer, session: FleetSession): void {
    server.sessions.delete(session);
    if (session.isCounted) server.counted -= 1;
  }

  /** How many sessions it has above its share of all clients, those that are away included. */
  #aboveShare(name: string): number {
    const loads = this.loads();
    const share = shareOut([...loads, { ...NOWHERE, sessions: this.away }]).exact;
    const index = loads.findIndex(({ server }) => server === name);
    return loads[index]!.sessions - share[index]!;
  }

  #breakOff(server: FleetServer, session: FleetSession, move?: Move): void {
    this.#close(server, session);
    this.away += 1;
    this.mostAway = Math.max(this.mostAway, this.away);
    this.#returns.push({ atMs: this.nowMs + this.#options.backMs(), client: session.client, move });
  }
}
