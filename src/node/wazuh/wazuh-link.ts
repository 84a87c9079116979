import { Fault } from '../../base/fault.ts';
import type { Secret, Site, WazuhApi, WazuhCluster } from '../../site/site.ts';
import type { WazuhClient } from '../../wazuh/api/wazuh-client.ts';
import { discoverManagers } from '../../wazuh/discover/discover-managers.ts';
import { type ManagerFinding, type ManagerWish, NO_MANAGERS } from '../../wazuh/discover/discovery.ts';
import { ownOf } from '../../wazuh/discover/read-nodes.ts';
import type { AgentMover } from '../balance/agent-mover.ts';
import { deciderOf } from '../balance/decider-of.ts';
import type { Tell } from '../daemon/tell.ts';
import type { Asked } from '../intents/add-intent.ts';
import type { Intents } from '../intents/intent.ts';
import type { Trouble } from '../status/found.ts';
import type { SiteView } from '../status/site-view.ts';
import { ApiMover } from './api-mover.ts';
import { ApiStanding, aboutApi } from './api-standing.ts';
import { ClusterClient } from './cluster-client.ts';
import { checkedManagers, wishedManagers } from './seen-managers.ts';
import { StoppedDaemons } from './stopped-daemons.ts';
import { WazuhFigures } from './wazuh-figures.ts';

export interface WazuhAround {
  readonly node: string;
  /** As accepted, without intents. */
  readonly site: () => Site | undefined;
  readonly intents: () => Intents;
  readonly view: () => Promise<SiteView>;
  /** Why nothing may be changed now; undefined = it may. */
  readonly hindrance: () => Promise<string | undefined>;
  readonly ask: (asked: Asked) => Promise<unknown>;
  readonly secrets: (secret: Secret) => string | undefined;
  readonly tell: Tell;
  readonly now: () => number;
}

/** How often agents are counted. */
const COUNT_MS = 60_000;
/** Without a rebalance of the pool nobody is moved; then it does not matter. */
const COOLDOWN_MS = 600_000;

type Api = { readonly site: Site; readonly cluster: WazuhCluster; readonly api: WazuhApi };

/** This node and the API of the Wazuh cluster: asked on the holder of the events' VIP alone, so that one node spends the budget. */
export class WazuhLink {
  readonly figures = new WazuhFigures();
  readonly #mover: ApiMover;
  readonly #around: WazuhAround;
  readonly #standing: ApiStanding;
  readonly #client: ClusterClient;
  readonly #daemons: StoppedDaemons;
  #memory = NO_MANAGERS;
  #findings: readonly ManagerFinding[] = [];
  /** Why this node could not ask if it became the holder. */
  #lack: Fault | undefined;
  #countedAtMs = 0;
  #isAsking = false;

  constructor(around: WazuhAround) {
    this.#around = around;
    const { secrets, tell, now } = around;
    this.#standing = new ApiStanding(tell, now);
    this.#daemons = new StoppedDaemons(now);
    this.#client = new ClusterClient({
      secrets,
      onRequest: (call, result) => this.figures.countRequest(call, result),
    });
    this.#mover = new ApiMover({
      client: () => (this.#standing.takesOrders ? this.#client.current : undefined),
      agentsOf: (manager) => this.figures.agents[manager],
      cooldownMs: () => this.#cooldownMs(),
      onOrder: (asked, fault) => this.#noteOrder(asked, fault),
      now,
    });
  }

  /** The means to move agents of a pool by asking them; undefined = its sessions are no agents'. */
  moverOf(pool: string): AgentMover | undefined {
    return this.#around.site()?.wazuh?.events?.pool === pool ? this.#mover : undefined;
  }

  /** What needs a person; while this node does not ask, only what would keep it from asking. */
  get troubles(): readonly Trouble[] {
    if (this.#lack !== undefined) return [aboutApi(this.#lack)];
    return [...this.#standing.troubles, ...this.#findings, ...this.#daemons.findings];
  }

  /** Looks at the cluster once; whoever comes while it is being looked at goes again. */
  async beat(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      await this.#look();
    } finally {
      this.#isAsking = false;
    }
  }

  close(): void {
    this.#client.close();
  }

  async #look(): Promise<void> {
    const site = this.#around.site();
    const cluster = site?.wazuh;
    if (site === undefined || cluster?.api === undefined) {
      this.#lack = undefined;
      return this.#rest();
    }
    const known = { site, cluster, api: cluster.api };
    const view = await this.#around.view();
    const decider = deciderOf(site, poolOf(cluster), view);
    // While a VIP moves nobody is known to hold it; what is remembered counts afterwards.
    if (decider === undefined) return;
    if (decider !== this.#around.node) {
      this.#lack = await this.#client.lacks(known.api);
      return this.#rest();
    }
    this.#lack = undefined;
    await this.#lookAsHolder(known, view);
  }

  async #lookAsHolder(known: Api, view: SiteView): Promise<void> {
    let nodes: Awaited<ReturnType<WazuhClient['clusterNodes']>> | undefined;
    try {
      const client = await this.#client.use(known.api);
      nodes = await client.clusterNodes();
      await this.#count(client, known.cluster);
      this.#standing.noteAnswer(client.url);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#standing.noteFault(error);
    }
    this.figures.isUp = this.#standing.isUp;
    // What was counted before is no news any more.
    if (!this.figures.isUp) {
      this.figures.agents = {};
      this.#countedAtMs = 0;
    }
    if ((await this.#around.hindrance()) !== undefined) return;
    const checks = checkedManagers(known.cluster, view);
    const { memory, findings, wishes, reasons } = discoverManagers(
      {
        cluster: known.cluster,
        nodes,
        checks,
        wished: wishedManagers(this.#around.intents()),
        taken: known.site.vips.flatMap(({ addresses }) => addresses.map(({ address }) => address)),
        arePeersSeen: Object.values(view.members).every(({ reachable }) => reachable),
        nowMs: this.#around.now(),
      },
      this.#memory,
    );
    this.#memory = memory;
    if (nodes !== undefined) this.#findings = findings;
    // Together: they are brought about together.
    await Promise.all(wishes.map((wish, index) => this.#ask(wish, reasons[index] ?? '')));
    const down = (nodes ?? []).map(({ name }) => name).filter((name) => ownOf(checks, name) === 'down');
    const { current } = this.#client;
    if (current !== undefined && nodes !== undefined) await this.#daemons.look(current, down);
  }

  async #ask(wish: ManagerWish, why: string): Promise<void> {
    try {
      await this.#around.ask({ wish, who: 'wazuh', why });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const fields = { manager: wish.manager, code: error.code };
      this.#around.tell({ kind: 'wazuh-wish-failed', text: error.message, fields });
    }
  }

  async #count(client: WazuhClient, cluster: WazuhCluster): Promise<void> {
    const nowMs = this.#around.now();
    if (nowMs - this.#countedAtMs < COUNT_MS) return;
    const counts = await client.agentCounts();
    this.#countedAtMs = nowMs;
    // Of managers that are known: what else the API names is a stranger's word.
    const known = { ...cluster.managers, ...wishedManagers(this.#around.intents()) };
    this.figures.agents = Object.fromEntries(
      Object.entries(counts).filter(([name]) => Object.hasOwn(known, name)),
    );
  }

  #noteOrder(asked: number, fault: Fault | undefined): void {
    this.figures.asked += asked;
    this.#standing.noteOrder(fault);
  }

  #cooldownMs(): number {
    const site = this.#around.site();
    const pool = site?.pools.find(({ name }) => name === site.wazuh?.events?.pool);
    return pool?.rebalance?.cooldownMs ?? COOLDOWN_MS;
  }

  /** Another node asks, or nobody does. */
  #rest(): void {
    this.#client.close();
    this.#standing.forget();
    this.#daemons.forget();
    this.#memory = NO_MANAGERS;
    this.#findings = [];
    this.#countedAtMs = 0;
    this.figures.isUp = undefined;
    this.figures.agents = {};
  }
}

function poolOf({ events, enrollment, apiService }: WazuhCluster): string {
  return (events ?? enrollment ?? apiService)?.pool ?? '';
}
