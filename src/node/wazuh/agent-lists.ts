import { fnv1a } from '../../base/digest.ts';
import type { ApiAgent, WazuhClient } from '../../wazuh/api/wazuh-client.ts';

/** Where an agent is may be 30 s old when the API tells it; much older it would be wrong too often. */
const KEPT_MS = 30_000;
const PAGE = 500;
/** A manager's agents that are looked at for one run, in pages: enough to choose from, few requests. */
const MOST_PAGES = 4;

interface Listed {
  readonly run: string;
  readonly atMs: number;
  readonly first: number;
  readonly agents: readonly ApiAgent[];
  readonly pagesSeen: number;
  /** As the last page said. */
  readonly pages: number;
}

/** The agents of each manager that a run chooses from, asked for page by page as they are needed. */
export class AgentLists {
  readonly #now: () => number;
  readonly #listed = new Map<string, Listed>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * @param isEnough of what is known so far; no further page is asked for then
   * @param expected how many agents the manager has, about: from which page the run begins is drawn, so that it is not always
   * the same agents that are chosen from
   * @throws Fault `wazuh/api-…`
   */
  async of(
    client: WazuhClient,
    wanted: { readonly manager: string; readonly run: string; readonly expected: number | undefined },
    isEnough: (agents: readonly ApiAgent[]) => boolean,
  ): Promise<readonly ApiAgent[]> {
    let list = this.#known(wanted) ?? this.#begin(wanted);
    while (list.pagesSeen < Math.min(list.pages, MOST_PAGES) && !isEnough(list.agents)) {
      list = await this.#withNext(client, wanted.manager, list);
      this.#listed.set(wanted.manager, list);
    }
    return list.agents;
  }

  #known({ manager, run }: { readonly manager: string; readonly run: string }): Listed | undefined {
    const known = this.#listed.get(manager);
    return known?.run === run && this.#now() - known.atMs < KEPT_MS ? known : undefined;
  }

  #begin(wanted: {
    readonly manager: string;
    readonly run: string;
    readonly expected: number | undefined;
  }): Listed {
    const { manager, run, expected = 1 } = wanted;
    const pages = Math.max(1, Math.ceil(expected / PAGE));
    return {
      run,
      atMs: this.#now(),
      first: fnv1a(`${run} ${manager}`) % pages,
      agents: [],
      pagesSeen: 0,
      pages,
    };
  }

  async #withNext(client: WazuhClient, manager: string, list: Listed): Promise<Listed> {
    const { first, pagesSeen, pages: before } = list;
    const index = (first + pagesSeen) % Math.max(1, before);
    const { agents, total } = await client.activeAgents(manager, PAGE, index * PAGE);
    // What is said of another manager's agents was not asked for; ids may come twice while agents come and go.
    const own = agents.filter((agent) => agent.manager === manager);
    const all = new Map([...list.agents, ...own].map((agent) => [agent.id, agent]));
    const pages = Math.max(1, Math.ceil(total / PAGE));
    return {
      ...list,
      first: pagesSeen === 0 ? Math.min(first, pages - 1) : first,
      agents: [...all.values()],
      pagesSeen: pagesSeen + 1,
      pages,
    };
  }
}
