import type { Counts } from '../../balance/balance-plan.ts';
import type { Fault } from '../../base/fault.ts';

/** A manager as the cluster knows it; all words are a stranger's. */
export interface ClusterNode {
  readonly name: string;
  readonly type: string;
  readonly version: string;
  /** An address, or whatever the configuration of the cluster says in its place. */
  readonly ip: string;
}

export interface ApiAgent {
  readonly id: string;
  /** The manager it reports to, up to 30 s old; undefined = none yet. */
  readonly manager: string | undefined;
  /** `Wazuh v4.14.7`; undefined = it has not said. */
  readonly version: string | undefined;
  /** As the agent itself reports it, so that it is right behind a balancer, too. */
  readonly ip: string | undefined;
  /** ISO 8601 as the API gives it. */
  readonly lastKeepAlive: string | undefined;
}

export interface Reconnected {
  /** The order was given to their manager; whether it reached the agent nobody says. */
  readonly asked: readonly string[];
  /** Wazuh's own number for the reason → agents. */
  readonly refused: Readonly<Record<string, readonly string[]>>;
  /** Why the lists after these were not asked; undefined = all were. */
  readonly stopped: Fault | undefined;
}

/**
 * The REST API of a Wazuh 4 cluster. Every call is within the budget of requests and logged in; it is tried at several URLs and
 * again after what passes by itself.
 * @throws Fault, all of them: `wazuh/api-away`, `-certificate`, `-login-refused`, `-blocked`, `-forbidden`, `-rate-limit`,
 * `-budget-spent`, `-unexpected-answer`, `-secret-missing`
 */
export interface WazuhClient {
  /** Managers that are connected now. */
  clusterNodes(): Promise<readonly ClusterNode[]>;
  /** Active agents a manager; those of no manager are not counted. */
  agentCounts(): Promise<Counts>;
  /**
   * Active agents of a manager, in pages of 500.
   * @param atMost stops at the end of the page that has as many
   * @param from skips as many, in the order of ids
   */
  activeAgents(manager: string, atMost: number, from?: number): Promise<AgentPage>;
  /** Orders agents to connect again, in lists of 300. After a list that fails no other is tried; it is thrown when it was the first. */
  reconnect(ids: readonly string[]): Promise<Reconnected>;
  /** Daemon → `running`, `stopped`, … */
  managerStatus(manager: string): Promise<Readonly<Record<string, string>>>;
  /** Requests a minute at most. */
  readonly perMinute: number;
  /** Where it answered last. */
  readonly url: string;
  /** Ends what is on its way. */
  close(): void;
}

export interface AgentPage {
  readonly agents: readonly ApiAgent[];
  /** How many there are in all. */
  readonly total: number;
}
