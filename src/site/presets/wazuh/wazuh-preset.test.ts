import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSite } from '../../read-site.ts';
import type { Site } from '../../site.ts';

const HEAD = `version: 1
name: edge
nodes:
  lb1: { address: 10.0.0.11, interface: eth0 }
  lb2: { address: 10.0.0.12, interface: eth0 }
vips:
  one: { address: 10.0.0.100/24 }
  two: { address: 10.0.0.101/24 }
`;
const THREE = 'managers: { m1: 10.0.0.21, m2: 10.0.0.22, m3: 10.0.0.23 }';
const API = 'urls: ["https://10.0.0.21"], user: u, password: { env: P }';

const read = (wazuh: string, more = '') =>
  readSite(new TextEncoder().encode(`${HEAD}wazuh: { ${wazuh} }\n${more}`), 'holdfast.yaml');

function siteOf(wazuh: string, more = ''): Site {
  const { site, problems } = read(wazuh, more);
  assert.ok(site !== undefined, JSON.stringify(problems));
  return site;
}

const poolOf = (site: Site, name: string) => site.pools.find((pool) => pool.name === name);
const serversOf = (site: Site, name: string) =>
  poolOf(site, name)?.servers.map(
    ({ name: server, host, port, weight, backup }) =>
      `${server} ${host}:${port} ${weight}${backup ? ' backup' : ''}`,
  );

describe('managers alone make a whole cluster of services', () => {
  const site = siteOf(THREE);

  test('events, enrollment and API, on every VIP, and no dashboard', () => {
    assert.deepEqual(
      site.services.map(({ name, vips, ports, pool, mode }) => [name, vips, ports, pool, mode]),
      [
        ['wazuh-events', ['one', 'two'], [1514], 'wazuh-events', 'tcp'],
        ['wazuh-enrollment', ['one', 'two'], [1515], 'wazuh-enrollment', 'tcp'],
        ['wazuh-api', ['one', 'two'], [55_000], 'wazuh-api', 'tcp'],
      ],
    );
  });

  test('agents are shared by all; new agents and requests go to the first, and to the others when it is down', () => {
    assert.deepEqual(serversOf(site, 'wazuh-events'), [
      'm1 10.0.0.21:1514 100',
      'm2 10.0.0.22:1514 100',
      'm3 10.0.0.23:1514 100',
    ]);
    assert.deepEqual(serversOf(site, 'wazuh-enrollment'), [
      'm1 10.0.0.21:1515 1',
      'm2 10.0.0.22:1515 1 backup',
      'm3 10.0.0.23:1515 1 backup',
    ]);
    assert.deepEqual(
      serversOf(site, 'wazuh-api')?.map((server) => server.includes('backup')),
      [false, true, true],
    );
  });

  test('events are balanced by least connections, checked by #ping, held long, closed when others are up, kept evenly spread', () => {
    const pool = poolOf(site, 'wazuh-events');
    assert.deepEqual(pool?.balance, { by: 'leastconn' });
    const ping = { is: 'bytes', send: '\x05\0\0\0#ping', expect: '\x05\0\0\0#pong' };
    assert.deepEqual(pool?.check?.kind, ping);
    assert.ok(
      (pool?.timeouts.serverMs ?? 0) >= 600_000 && (site.services[0]?.timeouts.clientMs ?? 0) >= 600_000,
    );
    assert.equal(pool?.onDown, 'close-if-others-up');
    assert.deepEqual(pool?.rebalance, {
      mode: 'on',
      tolerance: 0.1,
      ratePerS: 100,
      chunk: 100,
      settleMs: 5_000,
      cooldownMs: 600_000,
      maxShare: 0.05,
    });
  });

  test('what everything after the spec needs to know of the cluster is in the site', () => {
    assert.deepEqual(site.wazuh, {
      profile: 4,
      api: undefined,
      managers: { m1: '10.0.0.21', m2: '10.0.0.22', m3: '10.0.0.23' },
      discover: false,
      exclude: [],
      addresses: {},
      weights: {},
      removeAfterMs: 14_400_000,
      events: { pool: 'wazuh-events', port: 1514 },
      enrollment: { pool: 'wazuh-enrollment', port: 1515 },
      apiService: { pool: 'wazuh-api', port: 55_000 },
      dashboard: undefined,
      agents: 5_000,
    });
  });

  test('what is made comes from a line of the spec', () => {
    assert.equal(site.origins['services/wazuh-events']?.line, 9);
    assert.deepEqual(site.origins['pools/wazuh-api/servers/m2'], site.origins['wazuh/managers/m2']);
  });
});

describe('what the spec says of the cluster', () => {
  test('excluded managers get no agents, and enroll them all the same', () => {
    const site = siteOf(`${THREE}, exclude: ["m1", "*3"]`);
    assert.deepEqual(serversOf(site, 'wazuh-events'), ['m2 10.0.0.22:1514 100']);
    assert.equal(serversOf(site, 'wazuh-enrollment')?.length, 3);
  });

  test('a weight is a share of agents, and of nothing else', () => {
    const site = siteOf(`${THREE}, weights: { m2: 50 }`);
    assert.equal(serversOf(site, 'wazuh-events')?.[1], 'm2 10.0.0.22:1514 50');
    assert.equal(serversOf(site, 'wazuh-enrollment')?.[1], 'm2 10.0.0.22:1515 1 backup');
  });

  test('each service is switched off, moved to other ports and VIPs, or kept from clients', () => {
    const site = siteOf(
      `${THREE}, vips: [two], events: { port: 11514, serverPort: 21514, allow: [10.1.2.3/8] }, enrollment: false, api: false`,
    );
    assert.deepEqual(
      site.services.map(({ name, vips, ports, allow }) => [name, vips, ports, allow]),
      [['wazuh-events', ['two'], [11_514], ['10.0.0.0/8']]],
    );
    assert.equal(serversOf(site, 'wazuh-events')?.[0], 'm1 10.0.0.21:21514 100');
    assert.deepEqual(site.wazuh?.events, { pool: 'wazuh-events', port: 21_514 });
    assert.deepEqual([site.wazuh?.enrollment, site.wazuh?.apiService], [undefined, undefined]);
  });

  test('the dashboard runs on hosts of its own', () => {
    const site = siteOf(
      `${THREE}, dashboard: { servers: { d1: 10.0.0.31, d2: dash.example.org }, serverPort: 5601 }`,
    );
    assert.deepEqual(serversOf(site, 'wazuh-dashboard'), [
      'd1 10.0.0.31:5601 1',
      'd2 dash.example.org:5601 1',
    ]);
    assert.deepEqual(poolOf(site, 'wazuh-dashboard')?.sticky?.by, 'source');
  });

  test('the API is asked at canonical URLs, with a plain fingerprint, a quarter of its requests by default', () => {
    const print = Array.from({ length: 32 }, () => 'AB').join(':');
    const site = siteOf(
      `${THREE}, api: { urls: ["https://Wazuh.Example.org/", "https://[fd00:0::1]:55001"], user: u, password: { file: /p }, fingerprint: "${print}", service: false }`,
    );
    assert.deepEqual(site.wazuh?.api, {
      urls: ['https://wazuh.example.org:55000', 'https://[fd00::1]:55001'],
      user: 'u',
      password: { file: '/p' },
      ca: undefined,
      fingerprint: 'ab'.repeat(32),
      requestsPerMinute: 75,
    });
    assert.equal(site.wazuh?.apiService, undefined);
  });

  test('limits are made for the agents that are expected, and a quarter more', () => {
    assert.equal(siteOf(`${THREE}, agents: 1000`).services[0]?.maxConnections, 1_250);
  });

  test('where all managers are discovered, the pools begin without any', () => {
    const site = siteOf(`discover: true, api: { ${API} }`);
    assert.deepEqual(
      site.pools.map(({ servers }) => servers.length),
      [0, 0, 0],
    );
  });

  test('rebalancing is switched off, or given other figures', () => {
    assert.equal(
      poolOf(siteOf(`${THREE}, events: { rebalance: false }`), 'wazuh-events')?.rebalance,
      undefined,
    );
    const slow = siteOf(
      `${THREE}, events: { rebalance: { mode: suggest, rate: unlimited, tolerance: 2.5% } }`,
    );
    const { mode, ratePerS, tolerance } = poolOf(slow, 'wazuh-events')?.rebalance ?? {};
    assert.deepEqual([mode, ratePerS, tolerance], ['suggest', undefined, 0.025]);
  });

  test('it stands beside services and pools of other kinds', () => {
    const more =
      'services:\n  web: { vip: one, listen: 80, mode: http, pool: web }\npools:\n  web: { servers: { w: "10.0.0.50:80" } }\n';
    const names = siteOf(THREE, more).pools.map(({ name }) => name);
    assert.deepEqual(names.toSorted(), ['wazuh-api', 'wazuh-enrollment', 'wazuh-events', 'web']);
  });
});

/** What is written under `wazuh`, the codes that are told, each with the word that it stands at, and what follows `wazuh`. */
const MISUSES: readonly (readonly [title: string, wazuh: string, told: readonly string[], more?: string])[] =
  [
    ['no manager at all', 'agents: 5', ['spec/missing-key at wazuh:']],
    ['a manager with a port', 'managers: { m1: "10.0.0.21:1514" }', ['spec/bad-address at "10.0.0.21:1514"']],
    ['a name that is no word', 'managers: { "m;1": 10.0.0.21 }', ['spec/bad-name at "m;1":']],
    [
      'two managers of one address',
      'managers: { m1: 10.0.0.21, m2: 10.0.0.21 }',
      ['spec/duplicate-address at 10.0.0.21'],
    ],
    ['a manager on a node', 'managers: { m1: 10.0.0.11 }', ['spec/server-address-taken at 10.0.0.11']],
    ['a VIP as a manager', 'managers: { m1: 10.0.0.100 }', ['spec/server-address-taken at 10.0.0.100']],
    ['an unknown VIP', `${THREE}, vips: [three]`, ['spec/unknown-name at three']],
    ['a glob that is none', `${THREE}, exclude: ["/m1/"]`, ['spec/bad-glob at "/m1/"']],
    ['an exclusion of nobody', `${THREE}, exclude: [m9]`, ['spec/unknown-manager at m9']],
    ['a weight of nobody', `${THREE}, weights: { m9: 5 }`, ['spec/unknown-manager at 5']],
    ['an address of nobody', `${THREE}, addresses: { m9: 10.0.0.9 }`, ['spec/unknown-manager at 10.0.0.9']],
    ['a second address', `${THREE}, addresses: { m1: 10.0.0.9 }`, ['spec/choose-one at 10.0.0.9']],
    ['everybody excluded', `${THREE}, exclude: ["*"]`, ['spec/no-active-server at exclude:']],
    ['discovery without an API', `${THREE}, discover: true`, ['spec/discover-without-api at true']],
    [
      'an API without a user',
      `${THREE}, api: { urls: ["https://a"], password: { env: P } }`,
      ['spec/missing-key at api:'],
    ],
    [
      'an API in clear',
      `${THREE}, api: { ${API.replace('https', 'http')} }`,
      ['spec/password-in-clear at "http://10.0.0.21"'],
    ],
    [
      'a password in clear',
      `${THREE}, api: { ${API.replace('{ env: P }', 'secret')} }`,
      ['spec/secret-in-clear at secret'],
    ],
    [
      'a password in a URL',
      `${THREE}, api: { ${API.replace('//', '//u:p@')} }`,
      ['spec/secret-in-clear at "https://u:p@10.0.0.21"'],
    ],
    [
      'a URL with a path',
      `${THREE}, api: { ${API.replace('.21"', '.21/x"')} }`,
      ['spec/bad-url at "https://10.0.0.21/x"'],
    ],
    ['too many requests', `${THREE}, api: { ${API}, requestsPerMinute: 301 }`, ['spec/out-of-range at 301']],
    [
      'a CA and a fingerprint',
      `${THREE}, api: { ${API}, ca: /a, fingerprint: "${'a'.repeat(64)}" }`,
      ['spec/choose-one at api:'],
    ],
    ['a dashboard nowhere', `${THREE}, dashboard: true`, ['spec/missing-key at true']],
    ['another profile', `${THREE}, profile: 5`, ['spec/not-a-choice at 5']],
    ['a misspelt key', `${THREE}, event: false`, ['spec/unknown-key at event:']],
    ['a bare tolerance', `${THREE}, events: { rebalance: { tolerance: 0.1 } }`, ['spec/bad-share at 0.1']],
    ['a bare rate', `${THREE}, events: { rebalance: { rate: 100 } }`, ['spec/bad-rate at 100']],
    ['a port twice', `${THREE}, enrollment: { port: 1514 }`, ['spec/port-taken at 1514']],
    [
      'agents without events',
      `${THREE}, events: false`,
      ['spec/lab-without-cluster at 5'],
      'lab: { managers: 3, agents: 5 }\n',
    ],
    ['agents without managers', THREE, ['spec/lab-without-cluster at 5'], 'lab: { agents: 5 }\n'],
    ['too many managers in the lab', THREE, ['spec/lab-without-cluster at 4'], 'lab: { managers: 4 }\n'],
    [
      'too many agents in the lab',
      `${THREE}, agents: 10`,
      ['spec/lab-too-many-agents at 11'],
      'lab: { managers: 3, agents: 11 }\n',
    ],
    [
      'players of what is simulated',
      THREE,
      ['spec/lab-without-cluster at tcp-echo'],
      'lab: { managers: 1, servers: { wazuh-api: tcp-echo } }\n',
    ],
    [
      'a pool that is made already',
      THREE,
      ['spec/made-by-wazuh at wazuh-api:', 'spec/unused-pool at wazuh-api:'],
      'pools:\n  wazuh-api: { servers: { a: "10.0.0.9:1" } }\n',
    ],
  ];

describe('misuse is told once, where it stands:', () => {
  for (const [title, wazuh, told, more] of MISUSES) {
    test(title, () => {
      const lines = `${HEAD}wazuh: { ${wazuh} }\n${more ?? ''}`.split('\n');
      const seen = read(wazuh, more).problems.map(({ line, column, code }) => {
        const word = /^[^\s,}\]]+/.exec(lines[line - 1]?.slice(column - 1) ?? '')?.[0];
        return `${code} at ${word}`;
      });
      assert.deepEqual(seen, told);
    });
  }

  test('managers and agents of the lab without a cluster', () => {
    const text = `${HEAD}services:\n  s: { vip: one, listen: 1, pool: p }\npools:\n  p: { servers: { a: "10.0.0.9:1" } }\nlab: { managers: 1, agents: 2 }\n`;
    const { problems } = readSite(new TextEncoder().encode(text), 'holdfast.yaml');
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['spec/lab-without-cluster', 'spec/lab-without-cluster'],
    );
  });

  test('a manager on a balancer would take its port away, where it is the same', () => {
    const wordsOf = (wazuh: string) =>
      read(wazuh)
        .problems.map(({ message }) => message)
        .join(' ');
    assert.match(wordsOf('managers: { m1: 10.0.0.11 }'), /must not listen on all addresses/);
    assert.doesNotMatch(
      wordsOf('managers: { m1: 10.0.0.11 }, api: false, enrollment: false, events: { serverPort: 2514 }'),
      /must not listen/,
    );
  });

  test('a secret that someone pasted is never repeated', () => {
    const { problems } = read(
      `${THREE}, api: { urls: ["https://me:hunter2@a"], user: u, password: hunter2 }`,
    );
    assert.ok(problems.length >= 2 && !JSON.stringify(problems).includes('hunter2'));
  });
});
