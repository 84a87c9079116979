import type { Site } from '../../src/site/site.ts';

const NO_RAW = { haproxy: '', nginx: '', keepalived: '' };

/** The site of DESIGN §5, resolved by hand: two nodes, one VIP, three servers, one client. `change` is laid over it. */
export function webSite(change: Partial<Site> = {}): Site {
  const address = (last: number) => ({ address: `10.77.0.${last}`, prefix: 24, family: 4 as const });
  const server = (number: number) => ({
    name: `web${number}`,
    host: `10.77.0.2${number}`,
    hostIsName: false,
    port: 8080,
    weight: 1,
    backup: false,
    maxConnections: undefined,
    checkPort: undefined,
    raw: '',
  });
  const node = (number: number) => ({
    name: `lb${number}`,
    interfaces: [{ name: 'eth0', addresses: [address(10 + number)] }],
  });
  const holder = (number: number) => ({
    node: `lb${number}`,
    interface: 'eth0',
    source: [address(10 + number)],
    priority: 50 - 10 * number,
  });
  return {
    name: 'web-edge',
    file: 'web.yaml',
    nodes: [node(1), node(2)],
    vips: [
      {
        name: 'edge',
        addresses: [address(100)],
        holders: [holder(1), holder(2)],
        advertMs: 50,
        failback: 'manual',
        failbackDelayMs: 0,
        track: [],
        vrrp: { version: 3, routerId: 77, password: undefined },
        healthyWeight: 100,
        holderWeight: 50,
        raw: NO_RAW,
      },
    ],
    services: [
      {
        name: 'web',
        vips: ['edge'],
        ports: [80],
        engine: 'haproxy',
        mode: 'http',
        pool: 'web',
        routes: [],
        tls: undefined,
        health: undefined,
        forwardedFor: true,
        acceptProxyFrom: [],
        allow: [],
        deny: [],
        rateLimit: undefined,
        http2: false,
        hstsSeconds: undefined,
        timeouts: { clientMs: 30_000, httpRequestMs: 10_000, keepAliveMs: 10_000 },
        maxConnections: 1000,
        raw: NO_RAW,
      },
    ],
    pools: [
      {
        name: 'web',
        engine: 'haproxy',
        mode: 'http',
        balance: { by: 'roundrobin' },
        check: {
          kind: { is: 'http', method: 'GET', path: '/health', host: undefined, expect: { status: '200' } },
          everyMs: 1000,
          fall: 2,
          rise: 2,
          timeoutMs: 1000,
        },
        sticky: undefined,
        tls: undefined,
        proxyProtocol: undefined,
        retries: 3,
        redispatch: true,
        slowStartMs: 0,
        onDown: 'keep',
        timeouts: { connectMs: 1000, serverMs: 30_000, queueMs: 5000, tunnelMs: 3_600_000 },
        servers: [server(1), server(2), server(3)],
        raw: NO_RAW,
      },
    ],
    freezeMs: 500,
    stats: undefined,
    api: { port: 7443 },
    notify: [],
    log: undefined,
    errorPages: {},
    raw: NO_RAW,
    lab: { players: { web: 'http-echo' }, clients: 1 },
    origins: { nodes: { line: 4, column: 1 }, 'pools/web/servers/web1': { line: 19, column: 7 } },
    ...change,
  };
}
