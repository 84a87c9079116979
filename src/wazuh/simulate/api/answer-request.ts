import { hostname } from 'node:os';
import type { ClusterMaster } from '../cluster/cluster-master.ts';
import { distinctAgents, listAgents } from './agents-answers.ts';
import { type ApiAnswer, badRequest, itemsAnswer, problem } from './api-answer.ts';
import { type ApiRequest, LIST_PARAMETERS } from './api-request.ts';
import { clusterHealth, daemonStats, daemonStatus, listNodes } from './cluster-answers.ts';
import { isoSeconds } from './iso-seconds.ts';
import { reconnectAgents } from './reconnect-answer.ts';

interface Route {
  readonly method: 'GET' | 'PUT';
  readonly path: RegExp;
  /** The RBAC action that it needs. */
  readonly action: string | undefined;
  readonly parameters: readonly string[];
  answer(master: ClusterMaster, request: ApiRequest, node: string): ApiAnswer | Promise<ApiAnswer>;
}

const AGENT_PARAMETERS = ['status', 'node_name', 'agents_list', 'name'];

const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/$/, action: undefined, parameters: [], answer: aboutApi },
  {
    method: 'GET',
    path: /^\/agents$/,
    action: 'agent:read',
    parameters: [...LIST_PARAMETERS, ...AGENT_PARAMETERS],
    answer: listAgents,
  },
  {
    method: 'GET',
    path: /^\/agents\/stats\/distinct$/,
    action: 'agent:read',
    parameters: [...LIST_PARAMETERS, 'fields'],
    answer: distinctAgents,
  },
  {
    method: 'PUT',
    path: /^\/agents\/reconnect$/,
    action: 'agent:reconnect',
    parameters: ['agents_list'],
    answer: reconnectAgents,
  },
  {
    method: 'GET',
    path: /^\/cluster\/nodes$/,
    action: 'cluster:read',
    parameters: [...LIST_PARAMETERS, 'nodes_list', 'type'],
    answer: listNodes,
  },
  {
    method: 'GET',
    path: /^\/cluster\/healthcheck$/,
    action: 'cluster:read',
    parameters: ['nodes_list'],
    answer: clusterHealth,
  },
  {
    method: 'GET',
    path: /^\/cluster\/([\w.-]+)\/daemons\/stats$/,
    action: 'cluster:read',
    parameters: ['daemons_list'],
    answer: (master, request, node) => daemonStats(master, node, request),
  },
  {
    method: 'GET',
    path: /^\/cluster\/([\w.-]+)\/status$/,
    action: 'cluster:read',
    parameters: [],
    answer: (master, _request, node) => daemonStatus(master, node),
  },
  { method: 'GET', path: /^\/manager\/info$/, action: 'manager:read', parameters: [], answer: aboutManager },
];

/** What the master says to a request that was let in. */
export async function answerRequest(master: ClusterMaster, request: ApiRequest): Promise<ApiAnswer> {
  const here = ROUTES.filter(({ path }) => path.test(request.path));
  const route = here.find(({ method }) => method === request.method);
  if (route === undefined) {
    const [status, title] = here.length === 0 ? [404, 'Not Found'] : [405, 'Method Not Allowed'];
    return problem(status, { title, detail: `${status}: ${title}` });
  }
  const known = [...route.parameters, 'pretty', 'wait_for_complete'];
  const extra = Object.keys(request.query).filter((name) => !known.includes(name));
  if (extra.length > 0) return badRequest(`Extra query parameter(s) ${extra.join(', ')} not in spec`);
  const { action } = route;
  if (action !== undefined && !request.actions.includes(action))
    return forbidden(action, master.node.rules.self.name);
  return route.answer(master, request, route.path.exec(request.path)?.[1] ?? '');
}

export function forbidden(action: string, node: string): ApiAnswer {
  const error = `Permission denied: Resource type: ${action.startsWith('agent') ? 'agent:id' : 'node:id'}`;
  const remediation =
    'Please, make sure you have permissions to execute the current request. For more information on how to set up permissions, see the documentation of RBAC';
  const said = { title: 'Permission Denied', detail: error, remediation, dapi_errors: { [node]: { error } } };
  return problem(403, said, 4000);
}

function aboutApi(master: ClusterMaster): ApiAnswer {
  const data = {
    title: 'Wazuh API REST',
    api_version: master.node.rules.self.version,
    revision: 'simulated',
    license_name: 'GPL 2.0',
    license_url: 'https://github.com/wazuh/wazuh/blob/master/LICENSE',
    hostname: hostname(),
    timestamp: isoSeconds(Date.now()),
  };
  return { status: 200, body: { data, error: 0 } };
}

function aboutManager(master: ClusterMaster): ApiAnswer {
  const { self, dir } = master.node.rules;
  const facts = { path: dir, version: `v${self.version}`, type: 'server', max_agents: 'unlimited' };
  const messages = 'Basic information was successfully read';
  return itemsAnswer([{ ...facts, openssl_support: 'yes' }], [messages, messages, messages]);
}
