import type { AgentRecord } from '../cluster/agent-records.ts';
import type { ClusterMaster } from '../cluster/cluster-master.ts';
import { type ApiAnswer, badRequest, itemsAnswer } from './api-answer.ts';
import type { ApiRequest } from './api-request.ts';
import { isoSeconds } from './iso-seconds.ts';
import { type Item, parseItemFilter, QueryRefused, read } from './item-query.ts';
import { pageItems } from './page-items.ts';

const AGENTS = [
  'All selected agents information was returned',
  'Some agents information was not returned',
  'No agents information was returned',
] as const;

/** `GET /agents` */
export function listAgents(master: ClusterMaster, { query }: ApiRequest): ApiAnswer {
  const { status, node_name: node, agents_list: list, name, ...rest } = query;
  const [statuses, ids] = [status?.split(','), list?.split(',')];
  const items = agentItems(master).filter(
    (item) =>
      (statuses === undefined || statuses.includes(String(item['status']))) &&
      (node === undefined || item['node_name'] === node) &&
      (ids === undefined || ids.includes(String(item['id']))) &&
      (name === undefined || item['name'] === name),
  );
  return pageItems(items, rest, AGENTS);
}

/** `GET /agents/stats/distinct`: how many agents there are of each combination of fields. */
export function distinctAgents(master: ClusterMaster, { query }: ApiRequest): ApiAnswer {
  const fields = (query['fields'] ?? '').split(',').filter((field) => field !== '');
  if (fields.length === 0) return badRequest("Missing query parameter 'fields'");
  try {
    const holds = query['q'] === undefined ? () => true : parseItemFilter(query['q']);
    const counts = new Map<string, { [field: string]: unknown; count: number }>();
    for (const item of agentItems(master)) {
      if (!holds(item)) continue;
      const values = Object.fromEntries(fields.map((field) => [field, read(item, field) ?? 'unknown']));
      const key = JSON.stringify(values);
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { ...values, count: 1 });
      else known.count += 1;
    }
    return itemsAnswer([...counts.values()], AGENTS);
  } catch (error) {
    if (error instanceof QueryRefused) return badRequest(error.message, error.code);
    throw error;
  }
}

/** The agents of the master's database, the master's own (000) first. */
function agentItems(master: ClusterMaster): readonly Item[] {
  const { self } = master.node.rules;
  const own = {
    id: '000',
    name: self.name,
    ip: '127.0.0.1',
    registerIP: '127.0.0.1',
    status: 'active',
    version: `Wazuh v${self.version}`,
    node_name: self.name,
    manager: self.name,
    dateAdd: isoSeconds(master.node.startedAtMs),
    lastKeepAlive: '9999-12-31T23:59:59+00:00',
  };
  return [own, ...[...master.node.records.all()].map((record) => agentItem(record, self.name))];
}

/** Fields without a value are left out, as they are of an agent that never connected. */
function agentItem(record: AgentRecord, manager: string): Item {
  const { id, name, registerIp, status, ip, version, node, keptAliveAtMs, addedAtMs } = record;
  return {
    id,
    name,
    registerIP: registerIp,
    status,
    ip: ip ?? registerIp,
    node_name: node ?? 'unknown',
    dateAdd: isoSeconds(addedAtMs),
    ...(version !== undefined && {
      version: `Wazuh ${version}`,
      manager,
      group: ['default'],
      os: { name: 'Ubuntu', platform: 'ubuntu', version: '22.04.4 LTS', arch: 'x86_64' },
    }),
    ...(keptAliveAtMs !== undefined && { lastKeepAlive: isoSeconds(keptAliveAtMs) }),
  };
}
