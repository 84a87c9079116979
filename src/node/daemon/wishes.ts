import { Fault } from '../../base/fault.ts';
import type { NodeDoor } from '../api/node-door.ts';
import type { IntentOutcome } from '../api/node-service.ts';
import type { Forced } from '../in-force/forced.ts';
import { type Asked, addIntent } from '../intents/add-intent.ts';
import { inForce, nextEnd } from '../intents/in-force.ts';
import { type Intent, type Intents, subjectOf, type Wish } from '../intents/intent.ts';
import { mergeIntents } from '../intents/merge-intents.ts';
import { checkWish } from '../operate/check-wish.ts';
import { poolsLeftEmpty } from '../operate/last-server.ts';
import type { State } from '../state/open-state.ts';
import type { CurrentSite } from './current-site.ts';
import { noSite } from './no-site.ts';
import { onceMore } from './once-more.ts';
import type { Tell } from './tell.ts';

export interface BroughtAbout extends Forced {
  /** Files that somebody had changed by hand, and that are as accepted again. Default: none. */
  readonly replaced?: readonly string[];
}

export interface WishesAround {
  readonly node: string;
  readonly state: State;
  readonly current: CurrentSite;
  readonly peers: () => ReadonlyMap<string, NodeDoor>;
  /** Puts this node's files in force as intents want them now; undefined = it cannot be done now, and is done later. */
  readonly bringAbout: () => Promise<BroughtAbout | undefined>;
  readonly tell: Tell;
  readonly now: () => number;
}

/** Longer than any timer of Node's. */
const LONGEST_MS = 2_147_483_647;

/** What operators want other than the spec says: kept here, brought about here, handed to every node. */
export class Wishes {
  readonly #around: WishesAround;
  #timer: NodeJS.Timeout | undefined;

  /** Wishes that come while one is brought about are brought about together. */
  readonly #bringAbout: () => Promise<BroughtAbout | undefined>;

  constructor(around: WishesAround) {
    this.#around = around;
    this.#bringAbout = onceMore(around.bringAbout);
  }

  /** @throws Fault `node/unknown-…`, `node/no-site`, `node/state-changed`, `node/cannot-store` */
  async ask(asked: Asked, ifMatch?: string): Promise<IntentOutcome> {
    const { node, state, current, peers, tell, now } = this.#around;
    const { site } = current;
    if (site === undefined) throw noSite(current.trouble);
    checkWish(site, asked.wish);
    const intents = await state.changeIntents((known) => addIntent(known, asked, node, now()), ifMatch);
    const intent = ofSubject(intents, asked.wish);
    tell({
      kind: 'intent',
      text: sayIntent(intent),
      fields: { ...intent.wish, who: intent.who, why: intent.why, until: intent.until },
    });
    this.#tellEmptyPools(intents);
    const [own, ...others] = await Promise.all([
      this.#bring(),
      ...[...peers()].map(([name, door]) => handOver(name, door, intents)),
    ]);
    const done = others.filter(({ says }) => says !== undefined);
    return {
      intent,
      nodes: { [node]: own, ...Object.fromEntries(done.map(({ name, says }) => [name, says ?? ''])) },
      later: others.flatMap(({ name, says }) => (says === undefined ? [name] : [])),
    };
  }

  /** What a peer wants, beside what we know. Answers with both; what is new of it is in force here by then. */
  async merge(other: Intents): Promise<Intents> {
    const { state, tell } = this.#around;
    const before = state.intents;
    const merged = await state.changeIntents((known) => mergeIntents(known, other));
    const known = new Set(before.map(({ id }) => id));
    const fresh = merged.filter(({ id }) => !known.has(id));
    for (const intent of fresh)
      tell({ kind: 'intent-heard', text: sayIntent(intent), fields: { ...intent.wish, who: intent.who } });
    if (fresh.length > 0) await this.#bring();
    return merged;
  }

  /** The files must be compiled again when an intent ends. */
  awaitEnd(): void {
    const { state, now } = this.#around;
    clearTimeout(this.#timer);
    const end = nextEnd(state.intents, now());
    if (end === undefined) return;
    const before = inForce(state.intents, now());
    this.#timer = setTimeout(
      () => void this.#ended(before),
      Math.min(Math.max(0, end - now()) + 1, LONGEST_MS),
    );
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #ended(before: Intents): Promise<void> {
    const { state, tell, now } = this.#around;
    const left = new Set(inForce(state.intents, now()).map(({ id }) => id));
    for (const intent of before) {
      if (left.has(intent.id) || !state.intents.some(({ id }) => id === intent.id)) continue;
      tell({
        kind: 'intent-ended',
        text: `${sayIntent(intent)}: its time is over`,
        fields: { ...intent.wish },
      });
    }
    await this.#bring();
  }

  /** What became of it on this node, in one sentence. */
  async #bring(): Promise<string> {
    this.awaitEnd();
    try {
      const forced = await this.#bringAbout();
      if (forced === undefined)
        return 'it is kept, and comes into force when the change that is on has ended';
      return sayForced(forced);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#around.tell({ kind: 'intent-failed', text: error.message, fields: { code: error.code } });
      return `it is kept, but could not be put in force: ${error.message}`;
    }
  }

  #tellEmptyPools(intents: Intents): void {
    const { current, now, tell } = this.#around;
    if (current.site === undefined) return;
    for (const pool of poolsLeftEmpty(current.site, inForce(intents, now())))
      tell({
        kind: 'pool-emptied',
        text: `no server of pool ${pool} takes new sessions now`,
        fields: { pool },
      });
  }
}

async function handOver(
  name: string,
  door: NodeDoor,
  intents: Intents,
): Promise<{ readonly name: string; readonly says: string | undefined }> {
  try {
    await door.mergeIntents(intents);
    return { name, says: 'in force' };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { name, says: undefined };
  }
}

function ofSubject(intents: Intents, wish: Wish): Intent {
  const subject = subjectOf({ wish });
  const found = intents.find((intent) => subjectOf(intent) === subject);
  if (found === undefined) throw new Error(`no intent about ${subject} although it was added`);
  return found;
}

function sayForced({ how, sessionsCut, replaced = [] }: BroughtAbout): string {
  const ways = {
    nothing: 'nothing was to be done',
    runtime: 'in force without a reload',
    keepalived: 'in force; Keepalived has read its file again',
    reload: 'in force after a reload',
  };
  const cut = sessionsCut === 0 ? '' : `; ${sessionsCut} sessions ended`;
  const edits =
    replaced.length === 0 ? '' : `; ${replaced.join(', ')} was changed by hand, and is as accepted again`;
  return `${ways[how]}${cut}${edits}`;
}

/** `alice wants server web/web1 drained (kernel update) until 12:00 UTC`. */
export function sayIntent({ wish, who, why, until }: Intent): string {
  const reason = why === '' ? '' : ` (${why})`;
  const end = until === null ? '' : ` until ${until.slice(0, 16).replace('T', ' ')} UTC`;
  return `${who} ${sayWish(wish)}${reason}${end}`;
}

function sayWish(wish: Wish): string {
  switch (wish.kind) {
    case 'server-state': {
      const states = { ready: 'back in service', drain: 'drained', maint: 'in maintenance' };
      return `wants server ${wish.pool}/${wish.server} ${states[wish.state]}`;
    }
    case 'server-weight':
      return wish.weight === null
        ? `gives server ${wish.pool}/${wish.server} its weight of the spec again`
        : `gives server ${wish.pool}/${wish.server} the weight ${wish.weight}`;
    case 'vip-holder':
      return wish.node === null
        ? `leaves VIP ${wish.vip} to the order of the spec again`
        : `prefers ${wish.node} as holder of VIP ${wish.vip}`;
    case 'manager':
      return wish.address === null
        ? `no longer sees manager ${wish.manager} in the cluster`
        : `sees manager ${wish.manager} in the cluster, at ${wish.address}`;
    case 'pause':
      return `${wish.paused ? 'pauses' : 'resumes'} ${wish.node === null ? 'the daemons of the site' : `the daemon of ${wish.node}`}`;
  }
}
