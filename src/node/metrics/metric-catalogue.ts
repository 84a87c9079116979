/** One metric that a daemon exposes. */
export interface Metric {
  readonly type: 'gauge' | 'counter';
  /** One sentence; also its line in docs/guides/monitoring.md. */
  readonly help: string;
  readonly labels: readonly string[];
}

/**
 * Every metric: name → what it is. Names and labels are stable: alert rules and dashboards rely on them. Each label is one of
 * few: a node, a VIP, a pool, a Wazuh manager, a certificate file, a word of ours; never a server, a session or a client. What HAProxy's own
 * exporter tells is not told again. docs/guides/monitoring.md has this as a table.
 */
export const METRICS = {
  holdfast_build_info: gauge('Always 1; which version speaks, for which site.', 'site', 'node', 'version'),
  holdfast_site_verdict: gauge(
    '1 for the one word about the site: serving, degraded, down or unknown.',
    'verdict',
  ),
  holdfast_redundancy_ratio: gauge(
    'Whether the site survives the loss of a holder: 1 full, 0.5 degraded, 0 none or unknown.',
  ),
  holdfast_redundancy_level: gauge('1 for the level: full, degraded, none or unknown.', 'level'),
  holdfast_findings: gauge('What needs a person now, by code.', 'code', 'severity'),

  holdfast_vip_holder: gauge('1 if the node was seen with the VIP on an interface.', 'vip', 'node'),
  holdfast_vip_holders: gauge('Nodes that were seen with the VIP; one is right.', 'vip'),
  holdfast_vip_unseen_nodes: gauge('Nodes of which nobody knows now whether they have the VIP.', 'vip'),
  holdfast_vip_fit: gauge('1 if the node is able to serve the VIP.', 'vip', 'node'),
  holdfast_vip_held_since_timestamp_seconds: gauge(
    'Since when its holder has it; missing = not known.',
    'vip',
  ),
  holdfast_vip_moves_total: counter('Times another node was seen with the VIP than before.', 'vip'),
  holdfast_sessions: gauge('Sessions that are open through the VIP on this node.', 'vip'),
  holdfast_vrrp_state: gauge(
    '1 for what Keepalived says: MASTER, BACKUP, FAULT or unknown.',
    'vip',
    'node',
    'state',
  ),
  holdfast_vrrp_transitions_total: counter('Times Keepalived on this node took a state.', 'state'),

  holdfast_peer_up: gauge('1 if the other node was heard within 5 s.', 'node'),
  holdfast_peer_age_seconds: gauge(
    'Age of what is known of the other node; missing = it was never heard.',
    'node',
  ),
  holdfast_foundation_up: gauge('1 if the foundation answers and runs.', 'node'),
  holdfast_guest_up: gauge('1 if the engine (haproxy, nginx, keepalived) runs and answers.', 'node', 'guest'),
  holdfast_guest_restarts_total: counter('Unwanted ends of an engine.', 'node', 'guest'),
  holdfast_haproxy_reloads_total: counter('Reloads of HAProxy since its foundation started.', 'node'),
  holdfast_nginx_reloads_total: counter('Graceful reloads of nginx since its foundation started.', 'node'),
  holdfast_nginx_draining_processes: gauge('Former nginx processes that still serve sessions.', 'node'),
  holdfast_haproxy_draining_processes: gauge(
    'Former HAProxy processes that still serve their sessions.',
    'node',
  ),
  holdfast_paused: gauge('1 if the daemon keeps its hands still because an operator said so.', 'node'),

  holdfast_config_revision: gauge('Number of the revision in force; 0 = none was accepted.', 'node'),
  holdfast_config_revision_info: gauge(
    'Always 1; the digest of the release in force, also one on trial.',
    'node',
    'digest',
  ),
  holdfast_config_drift: gauge('Ways in which what is in force is unlike revision and intents.', 'node'),
  holdfast_config_trial: gauge('1 while the node has a release on trial.', 'node'),
  holdfast_apply_stage: gauge('1 for the stage of the apply that this node coordinates now.', 'stage'),
  holdfast_apply_started_timestamp_seconds: gauge('When the apply that is on began; missing = none is on.'),
  holdfast_applies_total: counter('Applies that ended, on the node that coordinated them.', 'outcome'),
  holdfast_intents: gauge('Operators’ intents in force.', 'kind'),
  holdfast_cert_expiry_timestamp_seconds: gauge(
    'When a certificate ends: a node’s own, or a file that services show.',
    'certificate',
  ),

  holdfast_pool_servers: gauge(
    'Servers of the pool by state, as the holder of its VIP sees them.',
    'pool',
    'state',
  ),
  holdfast_pool_check_disagreements: gauge('Servers that one node sees up and another one not.', 'pool'),

  holdfast_pool_requests_total: counter(
    'Requests, or sessions, that servers of the pool were asked through this node; by HAProxy since its process began, by nginx since the daemon did.',
    'pool',
  ),
  holdfast_pool_failures_total: counter('Of those, without connection or answer.', 'pool'),
  holdfast_pool_errors_total: counter('Of those, answered with 5xx.', 'pool'),

  holdfast_nginx_connections: gauge('Connections of http clients that are open at nginx, idle ones too.'),
  holdfast_nginx_requests_total: counter('Requests of http clients, also those that nginx answers itself.'),
  holdfast_nginx_dropped_connections_total: counter('Connections that nginx closed because it had no room.'),

  holdfast_wazuh_api_up: gauge(
    '1 if the API of the Wazuh cluster answers; missing = this node does not ask it, since another one holds the VIP.',
  ),
  holdfast_wazuh_agents: gauge('Active agents of a manager, as the API counted them last.', 'manager'),
  holdfast_wazuh_agents_asked_total: counter('Agents that the API was told to ask to connect again.'),
  holdfast_wazuh_requests_total: counter(
    'Requests to the Wazuh API, by call and result: ok, an HTTP status, no-connection, no-answer, certificate.',
    'call',
    'result',
  ),

  holdfast_balance_imbalance_ratio: gauge(
    'How far the server that is farthest from its share is from it: 0.1 = 10 %. Told by the node that decides about the pool.',
    'pool',
  ),
  holdfast_balance_state: gauge(
    '1 for the state of the spread: balanced, unbalanced, moving, blocked or blind; by the node that decides.',
    'pool',
    'state',
  ),
  holdfast_balance_moved_total: counter('Sessions that this node has had moved.', 'pool'),
  holdfast_balance_runs_total: counter(
    'Runs that ended on this node: balanced or stopped.',
    'pool',
    'outcome',
  ),

  holdfast_check_up: gauge(
    '1 if the daemon could look: at its foundation, at HAProxy, at nginx, at the addresses.',
    'look',
  ),
  holdfast_observation_age_seconds: gauge('Time since this daemon looked at its node last.'),
  holdfast_journal_up: gauge('1 if events reach the disk.'),
  holdfast_events_total: counter('Events that were told, by kind.', 'kind'),
  holdfast_notifications_total: counter('Messages sent, by channel and result.', 'channel', 'result'),
  holdfast_api_answers_total: counter('Answers of the API.', 'operation', 'status'),
  holdfast_api_refused_total: counter('Connections and requests that were turned away.', 'reason'),
  holdfast_api_connections: gauge('Connections that are open now.'),
  holdfast_api_streams: gauge('Event streams that are open now.'),

  process_cpu_seconds_total: counter('Processor time of the daemon.'),
  process_resident_memory_bytes: gauge('Memory of the daemon.'),
  process_start_time_seconds: gauge('When the daemon started.'),
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;

function gauge(help: string, ...labels: string[]): Metric {
  return { type: 'gauge', help, labels };
}

function counter(help: string, ...labels: string[]): Metric {
  return { type: 'counter', help, labels };
}
