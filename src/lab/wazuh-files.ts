/** Files of a lab's simulated Wazuh cluster, below the lab's directory. */
export const WAZUH_FILES = {
  /** All keys that agents and managers share, as a `client.keys`. */
  keys: 'wazuh/client.keys',
  /** The password of the managers' API. */
  password: 'wazuh/api.password',
  /** The certificate of all managers, which is its own authority. */
  certificate: 'wazuh/manager.pem',
  key: 'wazuh/manager.key',
} as const;

/** Below a member's directory: what a manager keeps, and where it and agents are asked. */
export const MEMBER_FILES = {
  managerDir: 'wazuh',
  manager: 'manager.sock',
  agents: (player: string) => `${player}.sock`,
} as const;
