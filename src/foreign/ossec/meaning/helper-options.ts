/** An option of `<haproxy_helper>` that holds a number. */
export interface HelperNumber {
  readonly fallback: number;
  readonly least: number;
  readonly most: number;
  /** A fraction may stand there, and `least` itself may not. */
  readonly isFraction?: boolean;
}

/** The helper's schema and defaults (wazuh/core/cluster, the same in 4.9 to 4.14). */
export const HELPER_NUMBERS = {
  haproxy_port: { fallback: 5555, least: 1024, most: 65_535 },
  /** Seconds after each look. */
  frequency: { fallback: 60, least: 10, most: Number.POSITIVE_INFINITY },
  /** Agents. */
  agent_chunk_size: { fallback: 300, least: 100, most: Number.POSITIVE_INFINITY },
  /** Seconds after each chunk. */
  agent_reconnection_time: { fallback: 5, least: 0, most: Number.POSITIVE_INFINITY },
  /** Seconds after a change of the cluster. */
  agent_reconnection_stability_time: { fallback: 60, least: 10, most: Number.POSITIVE_INFINITY },
  /** Of the mean. */
  imbalance_tolerance: { fallback: 0.1, least: 0, most: 1, isFraction: true },
  /** Minutes. */
  remove_disconnected_node_after: { fallback: 240, least: 0, most: Number.POSITIVE_INFINITY },
} as const satisfies Readonly<Record<string, HelperNumber>>;

export type HelperNumberName = keyof typeof HELPER_NUMBERS;

export const HELPER_NUMBER_NAMES = Object.keys(HELPER_NUMBERS) as readonly HelperNumberName[];

/** Options that hold words; those of `REQUIRED` have no default. */
export const HELPER_WORDS = [
  'haproxy_disabled',
  'haproxy_address',
  'haproxy_user',
  'haproxy_password',
  'haproxy_protocol',
  'haproxy_backend',
  'haproxy_resolver',
  'haproxy_cert',
  'client_cert',
  'client_cert_key',
  'client_cert_password',
  'excluded_nodes',
] as const;

export type HelperWordName = (typeof HELPER_WORDS)[number];

export const HELPER_REQUIRED = [
  'haproxy_disabled',
  'haproxy_address',
  'haproxy_user',
  'haproxy_password',
] as const satisfies readonly HelperWordName[];
