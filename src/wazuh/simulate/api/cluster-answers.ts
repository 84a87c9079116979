import { LinkFault } from '../cluster/cluster-link.ts';
import type { ClusterMaster } from '../cluster/cluster-master.ts';
import type { Member, RemotedStats } from '../cluster/members.ts';
import { type ApiAnswer, failed, itemsAnswer } from './api-answer.ts';
import type { ApiRequest } from './api-request.ts';
import { isoSeconds } from './iso-seconds.ts';
import { pageItems } from './page-items.ts';

const NODES = [
  'All selected nodes information was returned',
  'Some nodes information was not returned',
  'No nodes information was returned',
] as const;

const DAEMONS = ['analysisd', 'apid', 'authd', 'clusterd', 'db', 'execd', 'modulesd', 'monitord', 'remoted'];

/** `GET /cluster/nodes` */
export function listNodes(master: ClusterMaster, { query }: ApiRequest): ApiAnswer {
  const { nodes_list: list, type, ...rest } = query;
  const names = list?.split(',');
  const items = master
    .members()
    .filter((member) => names === undefined || names.includes(member.name))
    .filter((member) => type === undefined || member.type === type);
  return pageItems(
    items.map((member) => ({ ...member })),
    rest,
    NODES,
  );
}

/** `GET /cluster/healthcheck` */
export function clusterHealth(master: ClusterMaster, { query }: ApiRequest): ApiAnswer {
  const names = query['nodes_list']?.split(',');
  const active = new Map<string, number>();
  for (const { status, node = '' } of master.node.records.all())
    if (status === 'active') active.set(node, (active.get(node) ?? 0) + 1);
  const items = master
    .members()
    .filter((member) => names === undefined || names.includes(member.name))
    .map((member) => ({
      info: { ...member, n_active_agents: active.get(member.name) ?? 0 },
      ...(member.type === 'worker' && { status: workerStatus(master, member) }),
    }));
  return itemsAnswer(items, NODES);
}

/** `GET /cluster/{node_id}/daemons/stats` */
export async function daemonStats(
  master: ClusterMaster,
  node: string,
  { query }: ApiRequest,
): Promise<ApiAnswer> {
  const stats = await ask(master, node);
  if ('status' in stats) return stats;
  const wanted = query['daemons_list']?.split(',');
  const isWanted = wanted === undefined || wanted.includes('wazuh-remoted');
  return itemsAnswer(isWanted ? [remotedStats(stats)] : [], [
    'Statistical information for each daemon was successfully read',
    'Some daemons information was not returned',
    'No daemons information was returned',
  ]);
}

/** `GET /cluster/{node_id}/status` */
export async function daemonStatus(master: ClusterMaster, node: string): Promise<ApiAnswer> {
  const stats = await ask(master, node);
  if ('status' in stats) return stats;
  const running = Object.fromEntries(DAEMONS.map((daemon) => [`wazuh-${daemon}`, 'running']));
  return itemsAnswer(
    [running],
    [
      'Processes status was successfully read in specified node',
      'Could not read basic information in some nodes',
      'Could not read basic information in node',
    ],
  );
}

/** What that manager says, or the answer that says why there is none. */
async function ask(master: ClusterMaster, node: string): Promise<RemotedStats | ApiAnswer> {
  if (!master.members().some(({ name }) => name === node)) return failed(404, 3022, node);
  try {
    return await master.stats(node);
  } catch (error) {
    if (error instanceof LinkFault) return failed(500, error.reason === 'timeout' ? 3021 : 3023, node);
    throw error;
  }
}

function remotedStats({ sessions, counts, startedAtMs }: RemotedStats): Readonly<Record<string, unknown>> {
  const { keepalives, startups, shutdowns, events, pings } = counts;
  return {
    timestamp: isoSeconds(Date.now()),
    name: 'wazuh-remoted',
    uptime: isoSeconds(startedAtMs),
    metrics: {
      messages: {
        received_breakdown: {
          control: keepalives + startups + shutdowns,
          control_breakdown: { keepalive: keepalives, request: 0, shutdown: shutdowns, startup: startups },
          dequeued_after: 0,
          discarded: 0,
          event: events,
          ping: pings,
          unknown: counts.refusedFrames,
        },
        sent_breakdown: {
          ack: keepalives + startups,
          ar: counts.reconnectOrders,
          discarded: counts.lostOrders,
        },
      },
      queues: { received: { size: 131_072, usage: 0 } },
      tcp_sessions: sessions,
    },
  };
}

function workerStatus(master: ClusterMaster, { name }: Member): Readonly<Record<string, unknown>> {
  const { joinedAtMs = 0, agentsToldAtMs, keysGivenAtMs, heardAtMs = 0 } = master.health(name) ?? {};
  const [keysAt, agentsAt] = [
    isoSeconds(keysGivenAtMs ?? joinedAtMs),
    isoSeconds(agentsToldAtMs ?? joinedAtMs),
  ];
  return {
    sync_integrity_free: true,
    last_check_integrity: { date_start_master: keysAt, date_end_master: keysAt },
    last_sync_integrity: { date_start_master: keysAt, date_end_master: keysAt },
    sync_agent_info_free: true,
    last_sync_agentinfo: { date_start_master: agentsAt, date_end_master: agentsAt, n_synced_chunks: 1 },
    last_keep_alive: isoSeconds(heardAtMs),
  };
}
