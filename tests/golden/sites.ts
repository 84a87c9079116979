import type { CompileTarget } from '../../src/release/release.ts';
import { readSite } from '../../src/site/read-site.ts';
import type { Check, Site } from '../../src/site/site.ts';
import { aPool, aServer, aService, aSite, aVip } from '../support/a-site.ts';

export interface GoldenCase {
  readonly name: string;
  readonly site: Site;
  readonly target: CompileTarget;
}

/** Files that a release names; the engines get others in their place. */
export const CERTIFICATE = '/etc/holdfast/site.pem';
export const ERROR_PAGE = '/etc/holdfast/503.http';

const LAB: CompileTarget = { kind: 'lab', runDir: (node) => `/tmp/holdfast-1000/web-edge/${node}` };
const HOST: CompileTarget = { kind: 'host', runDir: () => '/run/holdfast' };

const BOTH_FAMILIES = [
  { address: '10.77.0.100', prefix: 24, family: 4 },
  { address: 'fd77::100', prefix: 64, family: 6 },
] as const;

const TLS = {
  certificates: [CERTIFICATE],
  minimum: 'TLSv1.2',
  ciphers: undefined,
  redirectFrom: 80,
} as const;

export const GOLDEN_CASES: readonly GoldenCase[] = [
  { name: 'web', site: web(), target: LAB },
  { name: 'tcp-source', site: tcpSource(), target: HOST },
  { name: 'dual-stack', site: dualStack(), target: HOST },
  { name: 'sticky', site: sticky(), target: HOST },
  { name: 'everything', site: everything(), target: HOST },
  { name: 'wazuh', site: wazuh(), target: HOST },
  { name: 'nginx', site: nginx(), target: LAB },
  { name: 'nginx-everything', site: nginxEverything(), target: HOST },
];

/** nginx alone: no HAProxy runs, and the release has no haproxy.cfg. */
function nginx(): Site {
  return aSite({
    services: [
      aService({ engine: 'nginx', health: '/lb-health', routes: [{ hosts: [], pathPrefix: '/api', pool: 'api' }] }),
      aService({ name: 'syslog', engine: 'nginx', mode: 'udp', ports: [514, 1514], pool: 'logs' }),
    ],
    pools: [
      aPool({ engine: 'nginx', balance: { by: 'leastconn' } }),
      aPool({ name: 'api', engine: 'nginx', balance: { by: 'random' }, servers: [aServer('a1'), aServer('a2', { host: '10.77.0.22' })] }),
      aPool({ name: 'logs', engine: 'nginx', mode: 'udp', balance: { by: 'source' }, servers: [aServer('l1', { port: 1514 })], check: checked({ is: 'tcp' }) }),
    ],
  });
}

/** All words that nginx is given, beside a service of HAProxy. */
function nginxEverything(): Site {
  return aSite({
    vips: [aVip({ addresses: BOTH_FAMILIES })],
    log: { address: '127.0.0.1:514', facility: 'local3' },
    raw: { haproxy: '', nginx: 'worker_priority -1;\n', keepalived: '' },
    services: [
      aService({ name: 'plain', ports: [8000], pool: 'plain' }),
      aService({
        engine: 'nginx',
        ports: [443],
        tls: TLS,
        http2: true,
        hstsSeconds: 31_536_000,
        acceptProxyFrom: ['10.77.0.0/24', 'fd77::/64'],
        allow: ['10.0.0.0/8'],
        deny: ['10.77.0.66'],
        rateLimit: { requests: 100, perMs: 10_000 },
        routes: [
          { hosts: ['a.example.org', 'b.example.org'], pathPrefix: '/api/', pool: 'hashed' },
          { hosts: ['a.example.org', 'b.example.org'], pathPrefix: '/', pool: 'safe' },
          { hosts: [], pathPrefix: '/static files', pool: 'safe' },
        ],
        raw: { haproxy: '', nginx: '        add_header X-Served-By edge always;\n', keepalived: '' },
      }),
      aService({
        name: 'hashes',
        engine: 'nginx',
        ports: [81],
        pool: undefined,
        forwardedFor: false,
        rateLimit: { requests: 5, perMs: 1000 },
        routes: [
          { hosts: [], pathPrefix: '/p', pool: 'param' },
          { hosts: [], pathPrefix: '/h', pool: 'header' },
        ],
      }),
      aService({
        name: 'mail',
        engine: 'nginx',
        mode: 'tcp',
        ports: [993],
        pool: 'mail',
        tls: { ...TLS, minimum: 'TLSv1.3', redirectFrom: undefined },
        acceptProxyFrom: ['10.77.0.9'],
        allow: ['10.0.0.0/8'],
      }),
      aService({ name: 'dns', engine: 'nginx', mode: 'udp', ports: [53], pool: 'dns' }),
    ],
    pools: [
      aPool({ name: 'plain' }),
      aPool({
        engine: 'nginx',
        servers: [
          aServer('web1', { maxConnections: 100, weight: 5 }),
          aServer('web2', { host: 'fd77::22', weight: 0 }),
          aServer('web3', { host: '10.77.0.23', disabled: true }),
          aServer('web4', { host: '10.77.0.24', failed: true }),
          aServer('web5', { host: '10.77.0.25', backup: true }),
        ],
        raw: { haproxy: '', nginx: '        keepalive_requests 500;\n', keepalived: '' },
      }),
      aPool({ name: 'hashed', engine: 'nginx', balance: { by: 'uri' }, servers: [aServer('h1')] }),
      aPool({
        name: 'safe',
        engine: 'nginx',
        tls: { verify: true, ca: '@system-ca', name: 'inner.example.org' },
        retries: 1,
        check: undefined,
        timeouts: { connectMs: 1500, serverMs: 60_000, queueMs: 5000, tunnelMs: 7_200_000 },
      }),
      aPool({ name: 'param', engine: 'nginx', balance: { by: 'url_param', name: 'user_id' }, servers: [aServer('p1')] }),
      aPool({ name: 'header', engine: 'nginx', balance: { by: 'hdr', name: 'X-Session-Id' }, servers: [aServer('x1')] }),
      aPool({
        name: 'mail',
        engine: 'nginx',
        mode: 'tcp',
        balance: { by: 'source' },
        check: checked({ is: 'tcp' }),
        proxyProtocol: 1,
        tls: { verify: true, ca: '@system-ca', name: 'mail.example.org' },
        servers: [aServer('m1', { port: 143 })],
      }),
      aPool({ name: 'dns', engine: 'nginx', mode: 'udp', check: undefined, servers: [aServer('d1', { port: 53 })] }),
    ],
  });
}

/** The first example: some places in a spec, so that origins have something to point at. */
function web(): Site {
  return aSite({
    origins: {
      'vips/edge': { line: 8, column: 3 },
      'services/web': { line: 13, column: 3 },
      'pools/web': { line: 16, column: 3 },
      'pools/web/balance': { line: 17, column: 14 },
    },
  });
}

function tcpSource(): Site {
  return aSite({
    services: [aService({ name: 'agents', mode: 'tcp', ports: [6514, 6515], pool: 'managers' })],
    pools: [
      aPool({
        name: 'managers',
        mode: 'tcp',
        balance: { by: 'source' },
        check: checked({ is: 'tcp' }),
        onDown: 'close',
        timeouts: { connectMs: 5_000, serverMs: 3_600_000, queueMs: 5_000, tunnelMs: 3_600_000 },
        servers: [aServer('m1', { port: 6514 }), aServer('m2', { host: '10.77.0.22', port: 6514 })],
      }),
    ],
  });
}

function dualStack(): Site {
  return aSite({
    vips: [aVip({ addresses: BOTH_FAMILIES })],
    services: [
      aService({
        ports: [443],
        http2: true,
        hstsSeconds: 31_536_000,
        tls: TLS,
        routes: [
          { hosts: ['api.example.org'], pathPrefix: '/v1', pool: 'api' },
          { hosts: [], pathPrefix: '/static/', pool: 'api' },
        ],
      }),
    ],
    pools: [aPool(), aPool({ name: 'api', servers: [aServer('api1', { host: 'fd77::21' })] })],
  });
}

function sticky(): Site {
  return aSite({
    services: [aService(), aService({ name: 'rdp', mode: 'tcp', ports: [3389], pool: 'rdp' })],
    pools: [
      aPool({ sticky: { by: 'cookie', name: 'SERVER' } }),
      aPool({
        name: 'rdp',
        mode: 'tcp',
        balance: { by: 'leastconn' },
        check: checked({ is: 'tcp' }),
        sticky: { by: 'source', expireMs: 1_800_000, entries: 100_000 },
      }),
    ],
  });
}

function everything(): Site {
  const shared = { balance: { by: 'uri' }, proxyProtocol: 2, slowStartMs: 10_000, onDown: 'close' } as const;
  return aSite({
    vips: [
      aVip({
        addresses: [...BOTH_FAMILIES, { address: '10.77.0.101', prefix: 24, family: 4 }],
        track: ['eth1'],
        raw: { haproxy: '', nginx: '', keepalived: '    garp_extra_if 100' },
      }),
      aVip({
        name: 'legacy',
        addresses: [{ address: '10.77.0.110', prefix: 24, family: 4 }],
        advertMs: 1_000,
        vrrp: { version: 2, routerId: 9, password: { env: 'VRRP_PASSWORD' } },
      }),
    ],
    services: [
      aService({
        vips: ['edge', 'legacy'],
        ports: [443, 8443],
        http2: true,
        hstsSeconds: 31_536_000,
        tls: { ...TLS, minimum: 'TLSv1.3', ciphers: 'ECDHE+AESGCM' },
        acceptProxyFrom: ['10.0.0.0/8'],
        allow: ['10.0.0.0/8', 'fd77::/64'],
        deny: Array.from({ length: 50 }, (_, index) => `10.9.${index}.0/24`),
        rateLimit: { requests: 100, perMs: 10_000 },
        routes: [{ hosts: ['a.example.org', 'b.example.org'], pathPrefix: '/api', pool: 'api' }],
        raw: { haproxy: 'http-request set-header X-Edge "a b" # mine', nginx: '', keepalived: '' },
      }),
      aService({
        name: 'api',
        mode: 'tcp',
        ports: [1514],
        pool: 'bytes',
        acceptProxyFrom: ['10.0.0.0/8'],
        deny: ['10.9.0.0/16'],
        rateLimit: { requests: 5, perMs: 1_000 },
      }),
    ],
    pools: [
      aPool({ ...shared, sticky: { by: 'cookie', name: 'SERVER' } }),
      aPool({
        ...shared,
        name: 'api',
        balance: { by: 'hdr', name: 'X-User' },
        check: checked({
          is: 'http',
          method: 'HEAD',
          path: '/h?q=%20 "x$',
          host: 'a.example.org',
          expect: { text: 'it\'s "ok" #1' },
        }),
        tls: { verify: true, ca: '@system-ca', name: 'in.example.org' },
        servers: [
          aServer('named', { host: 'localhost', hostIsName: true, checkPort: 99, maxConnections: 5 }),
          aServer('six', { host: 'fd77::21', weight: 0 }),
        ],
      }),
      aPool({
        name: 'bytes',
        mode: 'tcp',
        balance: { by: 'rdp-cookie' },
        check: checked({ is: 'bytes', send: 'PING $x "y"\r\n', expect: 'a\0\xff' }),
        redispatch: false,
        raw: { haproxy: '    option log-health-checks\n', nginx: '', keepalived: '' },
      }),
      aPool({ name: 'tls', mode: 'tcp', check: checked({ is: 'tls' }), balance: { by: 'random' } }),
      aPool({ name: 'unchecked', check: undefined, balance: { by: 'url_param', name: 'id' } }),
      aPool({ ...shared, name: 'static', balance: { by: 'static-rr' }, proxyProtocol: 1 }),
    ],
    stats: { port: 8404, user: 'admin', password: { file: '/etc/holdfast/stats password' } },
    log: { address: '127.0.0.1:514', facility: 'local0' },
    errorPages: { '503': ERROR_PAGE },
    raw: { haproxy: '    tune.maxrewrite 2048', nginx: '', keepalived: '# the end' },
  });
}

/** All four services, and each way in which managers may differ. */
function wazuh(): Site {
  const spec = `
version: 1
name: wazuh-edge
nodes:
  lb1: { address: 10.77.0.11, interface: eth0 }
  lb2: { address: 10.77.0.12, interface: eth0 }
vips:
  edge: { address: 10.77.0.100/24 }
wazuh:
  managers: { master: 10.77.0.21, worker1: 10.77.0.22, worker2: fd77::23 }
  exclude: [master]
  weights: { worker2: 50 }
  agents: 3000
  api: { service: { port: 55000, allow: [10.0.0.0/8] } }
  enrollment: { deny: [10.9.0.0/16] }
  dashboard: { servers: { dash1: 10.77.0.31, dash2: 10.77.0.32 }, serverPort: 5601 }
`;
  const { site, problems } = readSite(new TextEncoder().encode(spec), 'wazuh.yaml');
  if (site === undefined) throw new Error(JSON.stringify(problems));
  return site;
}

export function checked(kind: Check['kind']): Check {
  return { kind, everyMs: 2_000, fall: 3, rise: 2, timeoutMs: 2_000 };
}
