import type { ClusterLook } from '../lab/look-at-cluster.ts';
import { printTable } from './print-table.ts';

/** The simulated Wazuh cluster of a lab, for a person. */
export function printClusterTable({ managers, agents }: ClusterLook): string {
  const rows = managers.map(({ name, type, address, state, sessions }) => [
    name,
    type,
    address,
    state,
    sessions === undefined ? '–' : `${sessions}`,
  ]);
  const said =
    agents === undefined
      ? 'No agents answer.'
      : `${agents.up} of ${agents.agents} agents report; ${agents.reconnects} reconnects since they were last reset.`;
  return `${printTable([['MANAGER', 'TYPE', 'ADDRESS', 'STATE', 'SESSIONS'], ...rows])}${said}\n`;
}
