import { readSite } from '../../site/read-site.ts';
import type { Site } from '../../site/site.ts';
import type { NodeService } from '../api/node-service.ts';
import type { PageEvent, PageSite } from './page-site.ts';
import { pauseFor } from './pause-for.ts';
import { seeThrough, type ThroughProbe } from './see-through.ts';
import { type Heard, SiteSeen } from './site-seen.ts';

/** A node that can be asked. */
export interface FeedDoor {
  readonly node: string;
  readonly where: string;
  readonly service: Pick<
    NodeService,
    'status' | 'observation' | 'progress' | 'balances' | 'history' | 'revision' | 'followEvents' | 'events'
  >;
}

export interface FeedOptions {
  /** The preferred one first; may be others the next time. */
  readonly doors: () => readonly FeedDoor[];
  /** Asks services through the VIP. Default: nobody does. */
  readonly through?: ThroughProbe;
  /** A mistake of ours. */
  readonly onBug: (error: unknown) => void;
}

export interface FeedListener {
  /** Something is not as it was, or a second has passed. */
  readonly onSite: (site: PageSite) => void;
  readonly onEvents: (events: readonly PageEvent[]) => void;
}

/** How often each node is asked while somebody looks. */
const BEAT_MS = 500;
/** After an event: what belongs together has happened by then. */
const GATHER_MS = 40;
const AGAIN_MS = 1_000;
/** Events that a page begins with, of each node. */
const RECALLED = 200;

/** Looks at all nodes as long as somebody listens, and not otherwise. */
export class SiteFeed {
  readonly #options: FeedOptions;
  readonly #listeners = new Set<FeedListener>();
  readonly #seen = new SiteSeen();
  #stop: AbortController | undefined;
  #site: Site | undefined;
  #siteOf = '';
  #look: Promise<void> | undefined;
  #again = false;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** How the site is now; looks when nobody has looked yet. */
  async now(): Promise<PageSite> {
    if (this.#stop === undefined) await this.#lookOnce();
    return this.#page();
  }

  /** The last events of every node that answers, each node's in their order. */
  async recent(): Promise<readonly PageEvent[]> {
    const journals = await Promise.all(
      this.#options.doors().map(({ node, service }) =>
        service.events(-RECALLED, RECALLED).then(
          (events) => events.map((event) => ({ node, ...event })),
          () => [],
        ),
      ),
    );
    return journals.flat();
  }

  /** Listens until the answer is called. */
  listen(listener: FeedListener): () => void {
    this.#listeners.add(listener);
    if (this.#stop === undefined) this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.close();
    };
  }

  close(): void {
    this.#stop?.abort();
    this.#stop = undefined;
  }

  #start(): void {
    const stop = new AbortController();
    this.#stop = stop;
    const { signal } = stop;
    // A node that is slow to answer does not keep the page from hearing that we are here.
    const beat = setInterval(() => (this.#look === undefined ? this.#poke() : this.#tell()), BEAT_MS);
    signal.addEventListener('abort', () => clearInterval(beat), { once: true });
    for (const door of this.#options.doors()) void this.#follow(door, signal);
    const { through } = this.#options;
    if (through !== undefined) {
      seeThrough(
        through,
        () => this.#site,
        signal,
        (results) => {
          this.#seen.setThrough(results);
          this.#tell();
        },
      );
    }
    this.#poke();
  }

  /** One look at a time, and one more when something happened meanwhile. */
  #poke(): void {
    if (this.#look !== undefined) {
      this.#again = true;
      return;
    }
    this.#look = this.#lookOnce()
      .then(() => this.#tell())
      .catch((error: unknown) => this.#options.onBug(error))
      .finally(() => {
        this.#look = undefined;
        if (!this.#again) return;
        this.#again = false;
        setTimeout(() => this.#stop !== undefined && this.#poke(), GATHER_MS);
      });
  }

  async #lookOnce(): Promise<void> {
    const doors = this.#options.doors();
    const heard = await Promise.all(doors.map((door) => hear(door)));
    this.#seen.hear(heard, Date.now());
    await this.#readShape(doors);
  }

  /** The accepted spec, when another one is in force than the one that is known. */
  async #readShape(doors: readonly FeedDoor[]): Promise<void> {
    for (const { node, service } of doors) {
      const release = this.#seen.releaseOf(node);
      if (release === undefined || release.revision === 0) continue;
      if (`${release.revision} ${release.digest}` === this.#siteOf) return;
      try {
        const { spec, routerIds } = await service.revision(release.revision);
        const { site } = readSite(Buffer.from(spec), 'holdfast.yaml', { routerIds });
        if (site === undefined) continue;
        this.#site = site;
        this.#siteOf = `${release.revision} ${release.digest}`;
        this.#seen.setSite(site, Date.now());
        return;
      } catch {
        // The next node may have it; else it is tried with the next look.
      }
    }
  }

  async #follow({ node, service }: FeedDoor, signal: AbortSignal): Promise<void> {
    let last: number | undefined;
    while (!signal.aborted) {
      try {
        const from = last === undefined ? undefined : last + 1;
        for await (const event of service.followEvents(from, signal)) {
          last = event.seq;
          for (const { onEvents } of this.#listeners) onEvents([{ node, ...event }]);
          setTimeout(() => this.#stop !== undefined && this.#poke(), GATHER_MS);
        }
      } catch {
        this.#poke();
      }
      await pauseFor(AGAIN_MS, signal);
    }
  }

  #page(): PageSite {
    return this.#seen.page(Date.now());
  }

  #tell(): void {
    if (this.#listeners.size === 0) return;
    const site = this.#page();
    for (const { onSite } of this.#listeners) onSite(site);
  }
}

/** A daemon that is frozen shall not hold up the others. */
const PATIENCE_MS = 1_200;

async function hear({ node, where, service }: FeedDoor): Promise<Heard> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS).unref();
  });
  try {
    const [view, observation, progress, balances] = await Promise.race([
      Promise.all([
        service.status(),
        service.observation(),
        service.progress(),
        service.balances().catch(() => []),
      ]),
      late,
    ]);
    return { node, where, said: { view, observation, progress, balances, atMs: Date.now() } };
  } catch (error) {
    return { node, where, why: whyOf(error) };
  }
}

/** The reason alone: which daemon and where stands beside it. */
function whyOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return words.replace(/^The daemon of .*? cannot be asked: /, '').replace(/\.$/, '');
}
