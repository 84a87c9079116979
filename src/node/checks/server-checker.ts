import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import type { Pool, Server, Site } from '../../site/site.ts';
import type { StoredRecord } from '../apply/stored-record.ts';
import { CheckEnds } from './check-ends.ts';
import { type CheckResult, noteResult, type Standing, startStanding } from './check-standing.ts';
import { checkedFacts } from './checked-facts.ts';
import { decideFailed, keyOf, type ServerKey } from './decide-failed.ts';
import type { FailedRecord } from './failed-record.ts';
import type { NginxCounts } from './nginx-counts.ts';
import { type CheckTarget, runCheck } from './run-check.ts';

/** How often it is looked whose check is due, and whether somebody goes or returns. */
const BEAT_MS = 100;
/** Checks that are on at once: sockets of this process. */
const MOST_AT_ONCE = 128;

export interface CheckerAround {
  readonly now: () => number;
  /** The accepted site with what operators want; undefined = there is none. */
  readonly site: () => Site | undefined;
  /** False while paused, blind, or a change is on: then everything stays as it is. */
  readonly mayChange: () => boolean;
  readonly record: StoredRecord<FailedRecord>;
  /** What nginx wrote of its servers. */
  readonly counts: Pick<NginxCounts, 'of' | 'start' | 'close'>;
  /** Others are out than before: the files are to be compiled again. One sentence says who. */
  readonly changed: (says: string) => Promise<unknown>;
  readonly onBug: (error: unknown) => void;
}

/**
 * Checks the servers of nginx's pools, which nginx itself does not, and says who is to be out. What it said last survives it, so
 * that a daemon that starts again changes nothing before it has looked.
 */
export class ServerChecker {
  readonly #around: CheckerAround;
  readonly #standings = new Map<ServerKey, Standing>();
  readonly #dueMs = new Map<ServerKey, number>();
  readonly #asking = new Set<ServerKey>();
  readonly #ends = new CheckEnds();
  #failed: ReadonlySet<ServerKey> = new Set();
  #changedMs = 0;
  #isChanging = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(around: CheckerAround) {
    this.#around = around;
  }

  /** Who is out of nginx by the checks. */
  get failed(): ReadonlySet<ServerKey> {
    return this.#failed;
  }

  /** Our ends of the connections that checks have open, or had a moment ago. */
  ownEnds(): ReadonlySet<string> {
    return this.#ends.now(this.#around.now());
  }

  /** nginx's servers as HAProxy would tell of its own. @param sessions open now by `address:port` */
  facts(sessions: ReadonlyMap<string, number>): ServerFacts[] {
    const site = this.#around.site();
    if (site === undefined) return [];
    const { now, counts } = this.#around;
    return checkedFacts(site, this.#standings, sessions, now(), (pool, address) => counts.of(pool, address));
  }

  /** What a daemon before this one knew. @throws Fault of the disk */
  async recall(): Promise<void> {
    const known = await this.#around.record.read();
    if (known === undefined) return;
    this.#failed = new Set(known.failed);
    for (const [key, downs] of Object.entries(known.downs))
      this.#standings.set(key, startStanding(!this.#failed.has(key), this.#around.now(), downs));
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#beat(), BEAT_MS);
    this.#around.counts.start();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#around.counts.close();
  }

  #beat(): void {
    const site = this.#around.site();
    if (site === undefined) return;
    const now = this.#around.now();
    const pools = site.pools.filter(({ engine, check }) => engine === 'nginx' && check !== undefined);
    this.#forget(pools);
    for (const pool of pools) for (const server of pool.servers) this.#consider(pool, server, now);
    void this.#decide(site, now);
  }

  /** Servers that the site no longer has. */
  #forget(pools: readonly Pool[]): void {
    if (this.#standings.size === 0) return;
    const known = new Set(pools.flatMap((pool) => pool.servers.map(({ name }) => keyOf(pool.name, name))));
    for (const key of this.#standings.keys()) if (!known.has(key)) this.#standings.delete(key);
  }

  /** Nobody asks a server in maintenance, as HAProxy does not. */
  #consider(pool: Pool, server: Server, now: number): void {
    const key = keyOf(pool.name, server.name);
    const { check } = pool;
    if (check === undefined || server.disabled === true || this.#asking.has(key)) return;
    // The first ones are spread over the time between two, so that not all come at once for ever.
    const due = this.#dueMs.get(key) ?? now + spread(key, Math.min(check.everyMs, 2_000));
    this.#dueMs.set(key, due);
    if (now < due || this.#asking.size >= MOST_AT_ONCE) return;
    this.#dueMs.set(key, now + check.everyMs);
    this.#asking.add(key);
    let own = '';
    const onOpen = (end: string): void => {
      own = end;
      this.#ends.begin(end);
    };
    runCheck(targetOf(pool, server), check, onOpen)
      .then((result) => this.#note(key, result, pool))
      .catch(this.#around.onBug)
      .finally(() => {
        this.#asking.delete(key);
        if (own !== '') this.#ends.finish(own, this.#around.now());
      });
  }

  #note(key: ServerKey, result: CheckResult, { check }: Pool): void {
    if (check === undefined) return;
    const now = this.#around.now();
    const before = this.#standings.get(key) ?? startStanding(!this.#failed.has(key), now);
    this.#standings.set(key, noteResult(before, result, check, now));
  }

  async #decide(site: Site, nowMs: number): Promise<void> {
    if (this.#isChanging || !this.#around.mayChange()) return;
    const before = this.#failed;
    const facts = { site, standings: this.#standings, failed: before, changedMs: this.#changedMs, nowMs };
    const next = decideFailed(facts);
    if (next === before) return;
    this.#isChanging = true;
    this.#failed = next;
    this.#changedMs = nowMs;
    try {
      // Before the files: a daemon that dies between the two finds what it would do anyway.
      await this.#around.record.write({ version: 1, failed: [...next], downs: this.#downs() });
      await this.#around.changed(sayChange(before, next, this.#standings));
    } catch (error) {
      this.#around.onBug(error);
    } finally {
      this.#isChanging = false;
    }
  }

  #downs(): Record<ServerKey, readonly number[]> {
    return Object.fromEntries(
      [...this.#standings].flatMap(([key, { downs }]) => (downs.length === 0 ? [] : [[key, downs]])),
    );
  }
}

function targetOf(pool: Pool, server: Server): CheckTarget {
  return {
    host: server.host,
    port: server.checkPort ?? server.port,
    // Another port than that of the datagrams is asked by a connection.
    isUdp: pool.mode === 'udp' && server.checkPort === undefined,
    tls: pool.tls,
    preface: pool.proxyProtocol === undefined || server.checkPort !== undefined ? '' : 'PROXY UNKNOWN\r\n',
  };
}

function sayChange(
  before: ReadonlySet<ServerKey>,
  next: ReadonlySet<ServerKey>,
  standings: ReadonlyMap<ServerKey, Standing>,
): string {
  const gone = [...next].filter((key) => !before.has(key));
  const back = [...before].filter((key) => !next.has(key));
  const words = (key: ServerKey) => {
    const said = standings.get(key)?.lastCheck;
    return said === undefined ? key : `${key} (${said})`;
  };
  return [
    ...(gone.length === 0 ? [] : [`nginx no longer sends to ${gone.map(words).join(', ')}`]),
    ...(back.length === 0 ? [] : [`nginx sends to ${back.join(', ')} again`]),
  ].join('; ');
}

/** The same for the same server: a number from 0 to `below`. */
function spread(key: ServerKey, below: number): number {
  let sum = 0;
  for (const character of key) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % Math.max(1, below);
}
