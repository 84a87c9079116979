export interface TimelinePoint {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly up: number;
}

const BUCKET_MS = 20;
const LONGEST_TIMELINE = 200_000;

/** Who is up, and what was seen since the last reset. */
export class FleetTally {
  agents = 0;
  up = 0;
  /** Connections that were begun. */
  connects = 0;
  /** Times that an agent was up again after it had been down. */
  reconnects = 0;
  mostDown = 0;
  slowestBackMs = 0;
  /** Connections that ended before the manager had acknowledged the agent. */
  refused = 0;
  /** Connections that an agent closed because a manager asked it to. */
  ordered = 0;
  eventsSent = 0;
  readonly #again = new Set<number>();
  #timeline: TimelinePoint[] = [];
  #bucket = 0;
  #bucketAt = 0;

  get down(): number {
    return this.agents - this.up;
  }

  /** Different agents among the `reconnects`. */
  get agentsReconnected(): number {
    return this.#again.size;
  }

  get timeline(): readonly TimelinePoint[] {
    return this.#timeline;
  }

  /** @param downForMs undefined = it was never up before */
  wentUp(agent: number, downForMs: number | undefined, nowMs: number): void {
    this.up += 1;
    if (downForMs !== undefined) {
      this.reconnects += 1;
      this.#again.add(agent);
      this.slowestBackMs = Math.max(this.slowestBackMs, downForMs);
    }
    this.#mark(nowMs);
  }

  wentDown(nowMs: number): void {
    this.up -= 1;
    this.mostDown = Math.max(this.mostDown, this.down);
    this.#mark(nowMs);
  }

  added(count: number): void {
    this.agents += count;
    this.mostDown = Math.max(this.mostDown, this.down);
  }

  /** Counts anew from here. */
  reset(nowMs: number): void {
    this.connects = this.reconnects = this.refused = this.ordered = this.slowestBackMs = 0;
    this.mostDown = this.down;
    this.#again.clear();
    this.#timeline = [];
    this.#mark(nowMs);
    // What happens in the same milliseconds is another point than how it was.
    this.#bucket = 0;
  }

  /** Two points in 20 ms at most: the lowest, then the last. */
  #mark(atMs: number): void {
    const point = { atMs, up: this.up };
    const bucket = Math.floor(atMs / BUCKET_MS);
    const lowest = this.#timeline[this.#bucketAt];
    if (bucket !== this.#bucket || lowest === undefined) {
      if (this.#timeline.length >= LONGEST_TIMELINE) this.#timeline.splice(0, LONGEST_TIMELINE / 10);
      this.#bucket = bucket;
      this.#bucketAt = this.#timeline.push(point) - 1;
    } else if (this.up <= lowest.up) {
      this.#timeline[this.#bucketAt] = point;
      this.#timeline.length = this.#bucketAt + 1;
    } else this.#timeline[this.#bucketAt + 1] = point;
  }
}
