import type { ApiServer } from '../api/api-server.ts';
import { ClusterMaster } from './cluster-master.ts';
import type { ClusterWorker } from './cluster-worker.ts';

/** What a manager says on its control socket; counts are since it started. */
export function nodeStatus(
  cluster: ClusterMaster | ClusterWorker,
  api: ApiServer,
): Readonly<Record<string, unknown>> {
  const { node } = cluster;
  const { name, type } = node.rules.self;
  const active = new Map<string, number>();
  for (const record of node.records.all())
    if (record.status === 'active') active.set(record.node ?? '', (active.get(record.node ?? '') ?? 0) + 1);
  return {
    name,
    type,
    /** Live connections of agents. */
    sessions: node.remoted.sessions,
    /** Agents in client.keys. */
    agents: node.keys.size,
    enrolled: node.enrolled,
    ...node.remoted.counts,
    ...api.counts,
    members: cluster instanceof ClusterMaster ? cluster.members().map((member) => member.name) : undefined,
    isJoined: cluster instanceof ClusterMaster ? undefined : cluster.isJoined,
    /** Manager → active agents, as this manager's database has it. */
    activeByNode: Object.fromEntries(active),
  };
}
