import type { ApplyProgress } from '../apply/apply-progress.ts';
import type { BalanceView } from '../balance/balance-view.ts';
import { decideHealing, type FileStanding } from '../heal/decide-healing.ts';
import { type HealStep, NO_TRIES } from '../heal/heal-step.ts';
import { compileIntents, withManagers } from '../intents/compile-intents.ts';
import { inForce, pauseOf } from '../intents/in-force.ts';
import type { JournalEntry, JournalEvent } from '../journal/record.ts';
import { type CheckedServers, lookAtNode } from '../observe/look-at-node.ts';
import type { State } from '../state/open-state.ts';
import { composeView } from '../status/compose-view.ts';
import { findChanges, findJudgements, isSettled, judgementKey } from '../status/find-changes.ts';
import { findFindings } from '../status/find-findings.ts';
import type { ServiceCertificate, Trouble } from '../status/found.ts';
import type { HolderMemory } from '../status/holder-memory.ts';
import { isBlinding } from '../status/is-blinding.ts';
import type { NodeLook } from '../status/node-look.ts';
import type { NodeFinding, NodeObservation, NodeRelease } from '../status/node-observation.ts';
import { rememberHolders } from '../status/remember-holders.ts';
import { seeHolders, seeSite } from '../status/see-site.ts';
import { arePeersHeard, type PeerWord, type SiteFacts } from '../status/site-facts.ts';
import type { SiteStatus } from '../status/site-status.ts';
import type { SiteView } from '../status/site-view.ts';
import type { CurrentSite } from './current-site.ts';
import { onceMore } from './once-more.ts';
import type { Tell } from './tell.ts';

/** A finding or a judgement that does not last this long is not shown or told. */
const STEADY_MS = 1_500;
/** Flapping is judged over this time. */
const RECENT_MS = 10 * 60_000;

export interface WatchAround {
  readonly node: string;
  readonly runDir: string;
  readonly daemon: NodeObservation['daemon'];
  readonly state: State;
  readonly current: CurrentSite;
  readonly tell: Tell;
  readonly now: () => number;
  readonly words: () => Readonly<Record<string, PeerWord>>;
  readonly apply: () => ApplyProgress | undefined;
  readonly trial: () => NodeRelease['trial'];
  readonly certificate: () => NodeObservation['certificate'];
  readonly serviceCertificates: () => readonly ServiceCertificate[];
  readonly troubles: () => readonly Trouble[];
  readonly files: () => Promise<readonly FileStanding[]>;
  /** How pools are spread that this node decides about. */
  readonly balances: () => readonly BalanceView[];
  /** nginx's servers as this node's own checks see them. */
  readonly checked: CheckedServers;
  /** A switchover in which this node takes part is on. */
  readonly isMoving: () => boolean;
  /** @throws Fault, which has been told */
  readonly heal: (step: HealStep) => Promise<void>;
  /** After each cycle; `events` are what this cycle told. */
  readonly seen: (view: SiteView, events: readonly JournalEvent[]) => void;
  readonly since: HolderMemory;
}

/** Each cycle: look at everything once, judge, tell what changed, heal what is safe. */
export class Watch {
  readonly #around: WatchAround;
  #own: NodeObservation | undefined;
  /** The last view in which it was known who holds each VIP. */
  #settled: SiteView | undefined;
  /** The view whose judgement was told last, and since when there is another one. */
  #judged: SiteView | undefined;
  #judgement = { key: '', sinceMs: 0 };
  #since: HolderMemory;
  /** Those that have just been found, too: nodes are seen one after the other, and much is gone with the next look. */
  #found: readonly NodeFinding[] = [];
  #tries = NO_TRIES;
  #left: readonly string[] = [];
  /** What healing has tried without success. */
  #inVain: readonly Trouble[] = [];
  #recent: JournalEvent[] = [];

  /** Looks now; whoever asks gets the end of a look that began after the question. */
  readonly look: () => Promise<void>;

  constructor(around: WatchAround) {
    this.#around = around;
    this.#since = around.since;
    this.look = onceMore(() => this.#cycle());
  }

  /** This node as it was seen last. */
  async observation(): Promise<NodeObservation> {
    if (this.#own === undefined) await this.look();
    return this.#own!;
  }

  /** The site as it was seen last, ages counted to now. */
  async view(): Promise<SiteView> {
    const own = await this.observation();
    return composeView(this.#viewFacts(own, this.#around.now()));
  }

  /** Who holds each VIP, as the site was seen last. */
  async holders(): Promise<SiteStatus['vips']> {
    return seeHolders(this.#facts(await this.observation(), this.#around.now()), this.#since);
  }

  /** What others told of, that flapping is judged by. */
  noteEvent(event: JournalEvent): void {
    this.#recent.push(event);
  }

  async #cycle(): Promise<void> {
    const { runDir, now, current } = this.#around;
    await current.load();
    // Before the look: what is seen then is at least what this release has brought about.
    const release = this.#releaseNow();
    const { sessions, ...sight } = await lookAtNode({ runDir, checked: this.#around.checked });
    const own = { ...this.#ownWith(sight, sessions, release), atMs: now() };
    const facts = this.#facts(own, now());
    this.#since = rememberHolders(this.#since, facts);
    const { status } = seeSite(facts, this.#since);
    const found = findFindings({
      ...facts,
      status,
      since: this.#since,
      intents: own.intents,
      apply: this.#around.apply(),
      certificates: this.#around.serviceCertificates(),
      recent: this.#recentEvents(),
      troubles: [...this.#around.troubles(), ...this.#inVain],
      former: this.#found,
    });
    this.#found = found;
    this.#own = { ...own, findings: found.filter(({ at }) => now() - Date.parse(at) >= STEADY_MS) };
    const view = composeView({ ...this.#viewFacts(this.#own, facts.nowMs), peers: facts.peers, status });
    const events = [...this.#whatHappened(view), ...this.#howItIs(view)].map((change) =>
      this.#tellChange(change),
    );
    this.#around.seen(view, events);
    await this.#heal(this.#own);
  }

  #whatHappened(view: SiteView): readonly JournalEntry[] {
    if (!isSettled(view)) return [];
    const before = this.#settled;
    this.#settled = view;
    return findChanges(before, view, this.#around.since);
  }

  #howItIs(view: SiteView): readonly JournalEntry[] {
    const nowMs = this.#around.now();
    const key = judgementKey(view);
    if (key !== this.#judgement.key) this.#judgement = { key, sinceMs: nowMs };
    if (nowMs - this.#judgement.sinceMs < STEADY_MS) return [];
    const before = this.#judged;
    this.#judged = view;
    return findJudgements(before, view);
  }

  #tellChange(change: JournalEntry): JournalEvent {
    const event = this.#around.tell(change);
    this.noteEvent(event);
    return event;
  }

  #releaseNow(): NodeRelease {
    const { number = 0, release = '', at = '', who = '' } = this.#around.state.current ?? {};
    return { revision: number, digest: release, at, who, trial: this.#around.trial(), drift: this.#left };
  }

  #ownWith(
    sight: NodeLook,
    sessions: NodeObservation['sessions'],
    release: NodeRelease,
  ): Omit<NodeObservation, 'atMs'> {
    const { node, daemon, state, current } = this.#around;
    const balances = this.#around.balances();
    return {
      version: 1,
      site: current.site?.name ?? state.current?.site ?? '',
      node,
      daemon,
      ...sight,
      release,
      intents: state.intents,
      certificate: this.#around.certificate(),
      sessions,
      ...(balances.length > 0 && { balances }),
      findings: this.#own?.findings ?? [],
    };
  }

  #facts(own: NodeObservation, nowMs: number): SiteFacts {
    const { node, current, state, words } = this.#around;
    // Managers that were discovered are servers like those of the spec: they are shown, and missed when they are down.
    const site = current.site && withManagers(current.site, inForce(state.intents, nowMs));
    return { site, seenBy: node, own, peers: words(), nowMs };
  }

  #viewFacts(own: NodeObservation, nowMs: number) {
    const { apply } = this.#around;
    const facts = this.#facts(own, nowMs);
    return { ...facts, intents: own.intents, apply: apply(), since: this.#since };
  }

  #recentEvents(): readonly JournalEvent[] {
    const from = new Date(this.#around.now() - RECENT_MS).toISOString();
    this.#recent = this.#recent.filter(({ at }) => at >= from);
    return this.#recent;
  }

  async #heal(observation: NodeObservation): Promise<void> {
    const { node, current, state, now, apply, files, isMoving } = this.#around;
    const force = inForce(state.intents, now());
    const decided = decideHealing(
      {
        observation,
        expected: current.site && compileIntents(current.site, force),
        intents: state.intents,
        paused: pauseOf(force, node),
        apply: apply(),
        isMoving: isMoving(),
        files: await files(),
        blind: this.#blindness(),
        peersSeen: arePeersHeard(this.#facts(observation, now())),
        nowMs: now(),
      },
      this.#tries,
    );
    this.#tries = decided.memory;
    this.#left = decided.left;
    this.#inVain = decided.troubles;
    for (const step of decided.steps) {
      this.#tellChange({ kind: 'healing', text: decided.why, fields: { step: step.kind } });
      await this.#around.heal(step);
    }
  }

  /** Intents that cannot be read look like none: whoever acted on that would put a drained server back. */
  #blindness(): readonly string[] {
    const { current, state } = this.#around;
    const blinding = state.troubles.filter(isBlinding);
    return [...(current.trouble === undefined ? [] : [current.trouble]), ...blinding].map(
      ({ message }) => message,
    );
  }
}
