import type { Pool, Server, Service, Site, Vip } from '../../src/site/site.ts';

/** Sites by hand, so that a test of what comes after the spec needs no spec. Each builder takes overrides. */
const NO_RAW = { haproxy: '', nginx: '', keepalived: '' } as const;

export function aServer(name: string, overrides: Partial<Server> = {}): Server {
  return {
    name,
    host: '10.77.0.21',
    hostIsName: false,
    port: 8080,
    weight: 1,
    backup: false,
    maxConnections: undefined,
    checkPort: undefined,
    raw: '',
    ...overrides,
  };
}

export function aPool(overrides: Partial<Pool> = {}): Pool {
  return {
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
    timeouts: { connectMs: 5000, serverMs: 30_000, queueMs: 5000, tunnelMs: 3_600_000 },
    servers: [
      aServer('web1'),
      aServer('web2', { host: '10.77.0.22', weight: 2 }),
      aServer('web3', { host: '10.77.0.23', backup: true }),
    ],
    raw: NO_RAW,
    ...overrides,
  };
}

export function aService(overrides: Partial<Service> = {}): Service {
  const mode = overrides.mode ?? 'http';
  return {
    name: 'web',
    vips: ['edge'],
    ports: [80],
    engine: 'haproxy',
    mode,
    pool: 'web',
    routes: [],
    tls: undefined,
    health: undefined,
    forwardedFor: mode === 'http',
    acceptProxyFrom: [],
    allow: [],
    deny: [],
    rateLimit: undefined,
    http2: false,
    hstsSeconds: undefined,
    timeouts: { clientMs: mode === 'http' ? 30_000 : 3_600_000, httpRequestMs: 10_000, keepAliveMs: 10_000 },
    maxConnections: 4000,
    raw: NO_RAW,
    ...overrides,
  };
}

export function aVip(overrides: Partial<Vip> = {}): Vip {
  return {
    name: 'edge',
    addresses: [{ address: '10.77.0.100', prefix: 24, family: 4 }],
    holders: ['lb1', 'lb2'].map((node, index) => ({
      node,
      interface: 'eth0',
      source: [
        { address: `10.77.0.1${index + 1}`, prefix: 24, family: 4 as const },
        ...(overrides.addresses?.some(({ family }) => family === 6)
          ? [{ address: `fd77::1${index + 1}`, prefix: 64, family: 6 as const }]
          : []),
      ],
      priority: 40 - 10 * index,
    })),
    advertMs: 50,
    failback: 'manual',
    failbackDelayMs: 10_000,
    track: [],
    vrrp: { version: 3, routerId: 77, password: undefined },
    healthyWeight: 100,
    holderWeight: 50,
    raw: NO_RAW,
    ...overrides,
  };
}

export function aSite(overrides: Partial<Site> = {}): Site {
  const hasSix = overrides.vips?.some((vip) => vip.addresses.some(({ family }) => family === 6)) ?? false;
  return {
    name: 'web-edge',
    file: 'holdfast.yaml',
    nodes: ['lb1', 'lb2'].map((name, index) => ({
      name,
      interfaces: [
        {
          name: 'eth0',
          addresses: [
            { address: `10.77.0.1${index + 1}`, prefix: 24, family: 4 as const },
            ...(hasSix ? [{ address: `fd77::1${index + 1}`, prefix: 64, family: 6 as const }] : []),
          ],
        },
      ],
    })),
    vips: [aVip()],
    services: [aService()],
    pools: [aPool()],
    freezeMs: undefined,
    stats: undefined,
    api: { port: 7443 },
    notify: [],
    log: undefined,
    errorPages: {},
    raw: NO_RAW,
    lab: { players: { web: 'http-echo' }, clients: 1 },
    origins: {},
    ...overrides,
  };
}
