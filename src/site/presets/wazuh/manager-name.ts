/** Names from a Wazuh cluster end up in HAProxy's commands and in file names; those that a spec may hold are safe there. */
export function isManagerName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/.test(name);
}
