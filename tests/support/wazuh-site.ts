import type { Pool, Site, WazuhCluster } from '../../src/site/site.ts';
import { webSite } from './web-site.ts';

/** A site before a Wazuh cluster, resolved by hand: two nodes, one VIP, three managers. `change` is laid over the cluster. */
export function wazuhSite(
  change: Partial<WazuhCluster> = {},
  lab: Partial<Site['lab']> = { managers: 3, agents: 30 },
): Site {
  const web = webSite();
  const [service, pool] = [web.services[0]!, web.pools[0]!];
  const wazuh: WazuhCluster = {
    profile: 4,
    api: {
      urls: ['https://10.77.0.21:55000'],
      user: 'holdfast',
      password: { env: 'HOLDFAST_TEST_WAZUH_PASSWORD' },
      ca: undefined,
      fingerprint: undefined,
      requestsPerMinute: 75,
    },
    managers: { master: '10.77.0.21', worker1: '10.77.0.22', worker2: '10.77.0.23' },
    discover: true,
    exclude: [],
    addresses: {},
    removeAfterMs: 14_400_000,
    events: { pool: 'wazuh-events', port: 1514 },
    enrollment: { pool: 'wazuh-enrollment', port: 1515 },
    apiService: { pool: 'wazuh-api', port: 55_000 },
    dashboard: undefined,
    agents: 3000,
    ...change,
  };
  const made = [wazuh.events, wazuh.enrollment, wazuh.apiService].filter((part) => part !== undefined);
  const check: Pool['check'] = {
    kind: { is: 'bytes', send: '\x05\0\0\0#ping', expect: '\x05\0\0\0#pong' },
    everyMs: 1000,
    fall: 2,
    rise: 2,
    timeoutMs: 1000,
  };
  return {
    ...web,
    name: 'wazuh-edge',
    services: made.map(({ pool: name, port }) => ({
      ...service,
      name,
      ports: [port],
      mode: 'tcp' as const,
      pool: name,
      forwardedFor: false,
      maxConnections: 5000,
    })),
    pools: made.map(({ pool: name, port }, index) => ({
      ...pool,
      name,
      mode: 'tcp' as const,
      balance: { by: 'leastconn' as const },
      check: index === 0 && wazuh.events !== undefined ? check : undefined,
      servers: Object.entries(wazuh.managers).map(([manager, host]) => ({
        ...pool.servers[0]!,
        name: manager,
        host,
        port,
      })),
    })),
    wazuh,
    lab: { players: {}, clients: 1, ...lab },
  };
}
