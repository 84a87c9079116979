import type { Site } from '../../site/site.ts';
import type { ApplyProgress } from '../apply/apply-progress.ts';
import { ENDED_STAGES } from '../apply/apply-progress.ts';
import type { BalanceView } from '../balance/balance-view.ts';
import { withManagers } from '../intents/compile-intents.ts';
import { inForce } from '../intents/in-force.ts';
import type { Intents } from '../intents/intent.ts';
import { composeView } from '../status/compose-view.ts';
import { type HolderMemory, NO_MEMORY } from '../status/holder-memory.ts';
import type { NodeObservation, NodeRelease } from '../status/node-observation.ts';
import { rememberHolders } from '../status/remember-holders.ts';
import { serverFactsOf } from '../status/server-facts-of.ts';
import { hearPeer, type PeerWord, type SiteFacts } from '../status/site-facts.ts';
import type { SiteView } from '../status/site-view.ts';
import type { NodeWord, PageSite, ThroughVip } from './page-site.ts';
import { type SiteShape, shapeOf } from './site-shape.ts';

/** What one node answered, or why it did not. */
export type Heard = { readonly node: string; readonly where: string } & (
  | { readonly said: Said }
  | { readonly why: string }
);

export interface Said {
  readonly view: SiteView;
  readonly observation: NodeObservation;
  readonly progress: ApplyProgress | undefined;
  readonly balances: readonly BalanceView[];
  readonly atMs: number;
}

interface Kept {
  readonly where: string;
  readonly said: Said | undefined;
  readonly why: string | undefined;
}

/**
 * What was heard of every node, as one site. Where every node of the site was asked itself, the view is made from what each says of
 * itself, by the same rules as a daemon's; else it is the one of the first node that answers.
 */
export class SiteSeen {
  #kept: Readonly<Record<string, Kept>> = {};
  #words: Readonly<Record<string, PeerWord>> = {};
  #since: HolderMemory = NO_MEMORY;
  /** As the accepted spec has it. */
  #spoken: Site | undefined;
  /** With the managers that were discovered. */
  #site: Site | undefined;
  #shape: SiteShape | undefined;
  #managers = '';
  #through: readonly ThroughVip[] = [];

  hear(heard: readonly Heard[], nowMs: number): void {
    const entries = heard.map((one) => {
      const said = 'said' in one ? one.said : this.#kept[one.node]?.said;
      return [one.node, { where: one.where, said, why: 'why' in one ? one.why : undefined }] as const;
    });
    this.#kept = Object.fromEntries(entries);
    this.#words = Object.fromEntries(
      heard.map((one) => [
        one.node,
        hearPeer(
          this.#words[one.node],
          'said' in one ? { observation: one.said.observation } : { why: one.why },
          nowMs,
        ),
      ]),
    );
    this.#takeIn(nowMs);
    const facts = this.#facts(nowMs);
    if (facts !== undefined) this.#since = rememberHolders(this.#since, facts);
  }

  /** @param site as the accepted spec has it */
  setSite(site: Site, nowMs: number): void {
    this.#spoken = site;
    this.#site = undefined;
    this.#takeIn(nowMs);
  }

  /** Managers come and go without another revision. */
  #takeIn(nowMs: number): void {
    if (this.#spoken === undefined) return;
    const intents = this.#lead()?.observation.intents ?? [];
    const force: Intents = inForce(intents, nowMs).filter(({ wish }) => wish.kind === 'manager');
    const managers = force.map(({ id }) => id).join(' ');
    if (this.#site !== undefined && managers === this.#managers) return;
    this.#managers = managers;
    this.#site = withManagers(this.#spoken, force);
    this.#shape = shapeOf(this.#site);
  }

  setThrough(through: readonly ThroughVip[]): void {
    this.#through = through;
  }

  releaseOf(node: string): NodeRelease | undefined {
    const one = this.#kept[node];
    return one?.why === undefined ? one?.said?.observation.release : undefined;
  }

  page(nowMs: number): PageSite {
    const lead = this.#lead();
    const composed = this.#compose(nowMs);
    return {
      atMs: nowMs,
      view: composed ?? lead?.view,
      viewAtMs: composed === undefined ? (lead?.atMs ?? nowMs) : nowMs,
      words: Object.fromEntries(Object.entries(this.#kept).map(([node, one]) => [node, wordOf(one)])),
      shape: this.#shape,
      through: this.#through,
      balances: lead?.balances ?? [],
      progress: this.#progress(),
    };
  }

  /** The first node that answers, else the one that was heard last. */
  #lead(): Said | undefined {
    const all = Object.values(this.#kept);
    const answering = all.find(({ why, said }) => why === undefined && said !== undefined)?.said;
    const heard = all.flatMap(({ said }) => (said === undefined ? [] : [said]));
    return answering ?? heard.sort((left, right) => right.atMs - left.atMs)[0];
  }

  /** Facts as a daemon has them, when every node of the site was asked and one answers. */
  #facts(nowMs: number): SiteFacts | undefined {
    const site = this.#site;
    const own = Object.entries(this.#kept).find(([, { why, said }]) => why === undefined && said)?.[0];
    const word = own === undefined ? undefined : this.#words[own];
    if (site === undefined || own === undefined || word?.observation === undefined) return undefined;
    if (site.nodes.some(({ name }) => this.#kept[name] === undefined)) return undefined;
    const peers = Object.fromEntries(Object.entries(this.#words).filter(([node]) => node !== own));
    return { site, seenBy: own, own: word.observation, peers, nowMs };
  }

  #compose(nowMs: number): SiteView | undefined {
    const facts = this.#facts(nowMs);
    if (facts === undefined) return undefined;
    const apply = this.#progress();
    const view = composeView({ ...facts, intents: facts.own.intents, apply, since: this.#since });
    // Who has looked for longer knows since when.
    const told = Object.values(this.#kept).flatMap(({ said }) =>
      said === undefined ? [] : [said.view.holderSince],
    );
    const sinceOf = (vip: string) => told.find((since) => since[vip] !== undefined)?.[vip];
    const holderSince = Object.fromEntries(
      Object.keys(view.vips).flatMap((vip) => {
        const at = view.holderSince[vip] ?? sinceOf(vip);
        return at === undefined ? [] : [[vip, at] as const];
      }),
    );
    return { ...view, holderSince };
  }

  /** The one that is on; else the one that began last. */
  #progress(): ApplyProgress | undefined {
    const all = Object.values(this.#kept).flatMap(({ said, why }) =>
      said?.progress === undefined || why !== undefined ? [] : [said.progress],
    );
    const on = all.find(({ stage }) => !ENDED_STAGES.includes(stage));
    return on ?? all.sort((left, right) => (left.startedAt < right.startedAt ? 1 : -1))[0];
  }
}

function wordOf({ where, said, why }: Kept): NodeWord {
  const servers = said === undefined ? [] : serverFactsOf(said.observation);
  return {
    where,
    why,
    heardAtMs: said?.atMs,
    verdict: said?.view.verdict,
    sentence: said?.view.sentence,
    holders: Object.fromEntries(
      Object.entries(said?.view.vips ?? {}).map(([vip, { holders }]) => [
        vip,
        holders.map(({ node, ageMs }) => ({ node, ageMs })),
      ]),
    ),
    weights: Object.fromEntries(
      servers.flatMap(({ pool, server, weight }) =>
        weight === undefined ? [] : [[`${pool}/${server}`, weight] as const],
      ),
    ),
    sessions: said?.observation.sessions ?? {},
  };
}
