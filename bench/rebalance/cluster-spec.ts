/** How agents are asked to move: by the API of Wazuh, or by the end of their sessions. */
export type Means = 'api' | 'sessions';

export interface ClusterOrder {
  readonly means: Means;
  /** As the spec has it: `100/s`, `unlimited`. */
  readonly rate: string;
  readonly agents: number;
}

/** Named in the spec of `sessions`, where nothing discovers it. */
export const FOURTH = 'manager4';

/** How many of the agents the spec's limits are made for a quarter more than: 9,000 sessions are 18,000 descriptors. */
const MOST_EXPECTED = 7_200;

/** A pair before three managers, or four; services that no agent of the bench uses are off. */
export function clusterSpec(name: string, order: ClusterOrder, fourth = false): string {
  const { means, rate, agents } = order;
  const expected = Math.min(agents, MOST_EXPECTED);
  const api =
    means === 'api'
      ? '{ urls: [https://10.77.0.21:55000], user: holdfast, password: { env: BENCH_WAZUH_PASSWORD }, service: false }'
      : 'false';
  return `version: 1
name: ${name}
nodes:
  lb1: { address: 10.77.0.11, interface: eth0 }
  lb2: { address: 10.77.0.12, interface: eth0 }
vips:
  agents: { address: 10.77.0.100/24, failover: { advertise: 200ms } }
wazuh:
  agents: ${expected}
  managers:
    manager1: 10.77.0.21
    manager2: 10.77.0.22
    manager3: 10.77.0.23
${fourth ? `    ${FOURTH}: 10.77.0.24\n` : ''}  api: ${api}
  discover: ${means === 'api'}
  enrollment: false
  events: { rebalance: { rate: ${rate} } }
lab: { managers: ${fourth ? 4 : 3}, agents: ${expected} }
`;
}
