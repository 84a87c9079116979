import { LinkFault } from '../cluster/cluster-link.ts';
import type { ClusterMaster } from '../cluster/cluster-master.ts';
import { type ApiAnswer, type FailedItem, failed, itemsAnswer } from './api-answer.ts';
import type { ApiRequest } from './api-request.ts';

const MESSAGES = [
  'Force reconnect command was sent to all agents',
  'Force reconnect command was not sent to some agents',
  'Force reconnect command was not sent to any agent',
] as const;

/** `wait_for_complete=true` */
const LONG_MS = 600_000;

/**
 * `PUT /agents/reconnect`: each agent's order goes to the manager that the database names, whether it is still there or not.
 * Agents of a manager that does not answer in time make the whole request fail with 3021, though others got theirs.
 */
export async function reconnectAgents(master: ClusterMaster, { query }: ApiRequest): Promise<ApiAnswer> {
  const list = query['agents_list'] ?? '*';
  const { records, rules } = master.node;
  const ids = list === '*' ? [...records.all()].map(({ id }) => id) : [...new Set(list.split(','))];
  const failures = new Map<number, string[]>();
  const refuse = (code: number, id: string) => failures.set(code, [...(failures.get(code) ?? []), id]);
  const byNode = new Map<string, string[]>();
  for (const id of ids) {
    const record = records.get(id);
    if (id === '000') refuse(1703, id);
    else if (record === undefined) refuse(1701, id);
    else if (record.status !== 'active' || record.node === undefined) refuse(1707, id);
    else byNode.set(record.node, [...(byNode.get(record.node) ?? []), id]);
  }
  const timeoutMs = query['wait_for_complete'] === 'true' ? LONG_MS : rules.timings.requestMs;
  const outcomes = await Promise.all(
    [...byNode].map(async ([node, agents]) => {
      try {
        return { node, sent: await master.orderReconnect(node, agents, timeoutMs) };
      } catch (error) {
        if (!(error instanceof LinkFault)) throw error;
        if (error.reason === 'timeout') return { node, isLate: true };
        for (const id of agents) refuse(3023, id);
        return { node };
      }
    }),
  );
  const late = outcomes.find(({ isLate }) => isLate);
  if (late !== undefined) return failed(500, 3021, late.node);
  const sent = outcomes.flatMap((outcome) => outcome.sent ?? []).toSorted();
  return itemsAnswer(sent, MESSAGES, failedItems(failures));
}

function failedItems(failures: ReadonlyMap<number, readonly string[]>): readonly FailedItem[] {
  return [...failures].map(([code, id]) => ({ code, id: id.toSorted() }));
}
