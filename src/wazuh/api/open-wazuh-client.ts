import { Fault } from '../../base/fault.ts';
import * as answers from './answers.ts';
import { type ApiClock, WALL_CLOCK } from './api-clock.ts';
import { ApiAsker } from './ask-api.ts';
import type { LineAround } from './request-line.ts';
import type { AgentPage, ApiAgent, ClusterNode, Reconnected, WazuhClient } from './wazuh-client.ts';

/** The API's own advice for a page; ids stand in the request's first line, which servers limit. */
const PAGE = 500;
const LIST = 300;
const MOST_NODES = 1_000;
/** A beat of the discovery is 10 s, and one may be left out. */
const READ_PATIENCE_MS = 20_000;
const READ_ROUNDS = 5;
/** Whoever moves has another means, and waits for it. */
const MOVE = { use: 'moving', patienceMs: 10_000, rounds: 2 } as const;

type ClientAround = Omit<LineAround, 'clock'> & {
  /** Default: this machine's. */
  readonly clock?: ApiClock;
};

export function openWazuhClient(around: ClientAround): WazuhClient {
  const asker = new ApiAsker({ clock: WALL_CLOCK, ...around });
  return {
    clusterNodes: () => clusterNodes(asker),
    agentCounts: () => agentCounts(asker),
    activeAgents: (manager, atMost, from = 0) => activeAgents(asker, manager, atMost, from),
    reconnect: (ids) => reconnect(asker, ids),
    managerStatus: (manager) => managerStatus(asker, manager),
    get perMinute() {
      return asker.perMinute;
    },
    get url() {
      return asker.url;
    },
    close: () => asker.close(),
  };
}

/** One that hangs is waited for by the cluster as well. */
const ONE_MANAGER_MS = 5_000;

const READ = {
  method: 'GET',
  use: 'discovery',
  patienceMs: READ_PATIENCE_MS,
  rounds: READ_ROUNDS,
} as const;

async function clusterNodes(asker: ApiAsker): Promise<readonly ClusterNode[]> {
  const all: ClusterNode[] = [];
  for (;;) {
    const { data } = await asker.ask({
      ...READ,
      name: 'nodes',
      does: 'list the cluster’s nodes',
      action: 'cluster:read',
      path: '/cluster/nodes',
      query: { limit: `${PAGE}`, offset: `${all.length}` },
      answer: answers.nodesAnswer,
    });
    all.push(...data.affected_items);
    // An API that always says there is more would keep us for ever.
    if (data.affected_items.length === 0 || all.length >= Math.min(data.total_affected_items, MOST_NODES))
      return all;
  }
}

async function agentCounts(asker: ApiAsker): Promise<Readonly<Record<string, number>>> {
  const { data } = await asker.ask({
    ...READ,
    name: 'counts',
    does: 'count agents by manager',
    action: 'agent:read',
    path: '/agents/stats/distinct',
    query: { fields: 'node_name', q: 'status=active;id!=000', limit: `${PAGE}` },
    answer: answers.countsAnswer,
  });
  return Object.fromEntries(
    data.affected_items.flatMap(({ node_name: name, count }) => (name === undefined ? [] : [[name, count]])),
  );
}

async function activeAgents(
  asker: ApiAsker,
  manager: string,
  atMost: number,
  from: number,
): Promise<AgentPage> {
  const agents: ApiAgent[] = [];
  for (;;) {
    const { data } = await asker.ask({
      ...READ,
      ...MOVE,
      name: 'agents',
      does: 'list agents',
      action: 'agent:read',
      path: '/agents',
      query: {
        select: 'node_name,version,ip,lastKeepAlive',
        status: 'active',
        q: 'id!=000',
        node_name: manager,
        sort: '+id',
        limit: `${PAGE}`,
        offset: `${from + agents.length}`,
      },
      answer: answers.agentsAnswer,
    });
    const page = data.affected_items;
    agents.push(...page.map(({ node_name, ...rest }) => agentOf(rest, node_name)));
    const total = data.total_affected_items;
    if (page.length === 0 || agents.length >= atMost || from + agents.length >= total)
      return { agents, total };
  }
}

function agentOf(
  { id, version, ip, lastKeepAlive }: Pick<ApiAgent, 'id'> & Partial<ApiAgent>,
  manager: string | undefined,
): ApiAgent {
  return { id, manager, version, ip, lastKeepAlive };
}

async function reconnect(asker: ApiAsker, ids: readonly string[]): Promise<Reconnected> {
  const asked: string[] = [];
  const refused: Record<string, string[]> = {};
  for (let at = 0; at < ids.length; at += LIST) {
    const list = new Set(ids.slice(at, at + LIST));
    try {
      const { data } = await asker.ask({
        name: 'reconnect',
        does: 'let agents connect again',
        action: 'agent:reconnect',
        method: 'PUT',
        path: '/agents/reconnect',
        query: { agents_list: [...list].join(','), wait_for_complete: 'true' },
        answer: answers.reconnectAnswer,
        ...MOVE,
      });
      // Only of those that we have named do we believe it.
      asked.push(...data.affected_items.filter((id) => list.has(id)));
      for (const { error, id } of data.failed_items) (refused[`${error.code}`] ??= []).push(...id);
    } catch (error) {
      // What was asked before it was asked all the same, and is told.
      if (at === 0 || !(error instanceof Fault)) throw error;
      return { asked, refused, stopped: error };
    }
  }
  return { asked, refused, stopped: undefined };
}

async function managerStatus(asker: ApiAsker, manager: string): Promise<Readonly<Record<string, string>>> {
  const { data } = await asker.ask({
    ...READ,
    patienceMs: ONE_MANAGER_MS,
    name: 'manager',
    does: 'look at a manager’s daemons',
    action: 'cluster:read',
    path: `/cluster/${encodeURIComponent(manager)}/status`,
    query: {},
    answer: answers.statusAnswer,
  });
  return data.affected_items[0] ?? {};
}
