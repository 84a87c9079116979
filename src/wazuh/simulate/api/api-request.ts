/** A request that has passed login and limits; JSON, because a worker passes it on to the master. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The RBAC actions of whoever asks: `agent:reconnect`. */
  readonly actions: readonly string[];
}

/** All that the simulated API asks for. */
export const API_ACTIONS = [
  'agent:read',
  'agent:reconnect',
  'cluster:read',
  'cluster:status',
  'manager:read',
];

/** What every list of items can be asked for. */
export const LIST_PARAMETERS = ['offset', 'limit', 'sort', 'search', 'select', 'q'];
