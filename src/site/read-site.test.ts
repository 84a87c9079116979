import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSite } from './read-site.ts';

const read = (text: string) => readSite(new TextEncoder().encode(text), 'holdfast.yaml');

const GOOD = `version: 1
name: edge
nodes:
  lb1: { address: 10.0.0.11, interface: eth0 }
  lb2: { address: 10.0.0.12, interface: eth0 }
vips:
  edge: { address: 10.0.0.100/24 }
services:
  web: { vip: edge, listen: 80, mode: http, pool: web }
pools:
  web:
    servers: { web1: "10.0.0.21:80" }
`;

test('a five-line service is safe by its defaults', () => {
  const { site, problems } = read(GOOD);
  assert.deepEqual(problems, []);
  const [pool] = site?.pools ?? [];
  assert.deepEqual(pool?.check, { kind: { is: 'tcp' }, everyMs: 2000, fall: 3, rise: 2, timeoutMs: 2000 });
  assert.deepEqual(pool?.timeouts, { connectMs: 5000, serverMs: 30_000, queueMs: 5000, tunnelMs: 3_600_000 });
  assert.deepEqual([pool?.retries, pool?.redispatch], [3, true]);
  assert.deepEqual(site?.services[0]?.timeouts, {
    clientMs: 30_000,
    httpRequestMs: 10_000,
    keepAliveMs: 10_000,
  });
  assert.equal(site?.services[0]?.maxConnections, 4000);
});

test('any pool of long tcp sessions is kept evenly spread, when it says so', () => {
  const pool = (rebalance: string) => {
    const text = GOOD.replace('mode: http, ', '').replace(
      'servers',
      `balance: leastconn\n    onDown: close-if-others-up\n    rebalance: ${rebalance}\n    servers`,
    );
    const { site, problems } = read(text);
    assert.deepEqual(problems, []);
    return site?.pools[0];
  };
  const usual = {
    mode: 'on',
    tolerance: 0.1,
    ratePerS: 100,
    chunk: 100,
    settleMs: 5_000,
    cooldownMs: 600_000,
    maxShare: 0.05,
  };
  assert.deepEqual(pool('true')?.rebalance, usual);
  assert.deepEqual(pool('{}')?.rebalance, usual);
  assert.equal(pool('false')?.rebalance, undefined);
  assert.equal(pool('true')?.onDown, 'close-if-others-up');
  const own = pool(
    '{ mode: off, tolerance: 2.5%, rate: unlimited, chunk: 7, settle: 0s, cooldown: 1h, maxShare: 100% }',
  );
  assert.deepEqual(own?.rebalance, {
    mode: 'off',
    tolerance: 0.025,
    ratePerS: undefined,
    chunk: 7,
    settleMs: 0,
    cooldownMs: 3_600_000,
    maxShare: 1,
  });
  assert.equal(read(GOOD).site?.pools[0]?.rebalance, undefined);
});

test('the site is frozen all the way down, and JSON says all of it', () => {
  const { site } = read(GOOD);
  assert.throws(() => Object.assign(site?.pools[0]?.servers[0] ?? {}, { port: 1 }), TypeError);
  assert.equal(JSON.stringify(JSON.parse(JSON.stringify(site))), JSON.stringify(site));
});

test("a node's address without prefix takes that of the VIP whose network it is in", () => {
  const { site } = read(GOOD.replace('/24 }', '/24 }\n  other: { address: 10.0.0.101/16 }'));
  assert.deepEqual(site?.nodes[0]?.interfaces[0]?.addresses, [
    { address: '10.0.0.11', prefix: 24, family: 4 },
  ]);
});

test('VIPs without preference are shared out over the nodes', () => {
  const { site } = read(
    GOOD.replace('/24 }', '/24 }\n  other: { address: 10.0.0.101/24 }\n  third: { address: 10.0.0.102/24 }'),
  );
  assert.deepEqual(
    site?.vips.map((vip) => vip.holders.map(({ node, priority }) => `${node}=${priority}`).join(' ')),
    ['lb1=40 lb2=30', 'lb2=40 lb1=30', 'lb1=40 lb2=30'],
  );
});

test('prefer puts a node first', () => {
  const { site } = read(GOOD.replace('/24 }', '/24, prefer: lb2 }'));
  assert.deepEqual(
    site?.vips[0]?.holders.map(({ node }) => node),
    ['lb2', 'lb1'],
  );
});

test('names of digits keep the order of the file', () => {
  const { site } = read(GOOD.replace('lb1:', '20:').replace('lb2:', '10:'));
  assert.deepEqual(
    site?.nodes.map(({ name }) => name),
    ['20', '10'],
  );
});

test('names that JavaScript knows are names like others', () => {
  const text = GOOD.replaceAll('lb1', 'constructor')
    .replaceAll('web', 'toString')
    .replaceAll('edge', 'valueOf');
  assert.deepEqual(read(text).problems, []);
  const priorities = text.replace('/24 }', '/24, vrrp: { priorities: { lb2: 100 } } }');
  assert.deepEqual(
    read(priorities).problems.map(({ message }) => message),
    ['There is no priority for constructor.'],
  );
});

test('a VIP goes to the interface in whose network it lies', () => {
  const text = GOOD.replace(
    '{ address: 10.0.0.11, interface: eth0 }',
    '{ interfaces: { wan0: [192.0.2.1/24], eth0: [10.0.0.11/24] } }',
  );
  const holder = read(text).site?.vips[0]?.holders[0];
  assert.deepEqual([holder?.interface, holder?.source[0]?.address], ['eth0', '10.0.0.11']);
});

test('given priorities are those that healthy nodes show', () => {
  const { site } = read(GOOD.replace('/24 }', '/24, vrrp: { priorities: { lb1: 110, lb2: 100 } } }'));
  const [vip] = site?.vips ?? [];
  assert.deepEqual(
    vip?.holders.map(({ priority }) => priority + (vip?.healthyWeight ?? 0)),
    [110, 100],
  );
});

test('checks are read in every form', () => {
  const kind = (check: string) =>
    read(GOOD.replace('servers', `check: ${check}\n    servers`)).site?.pools[0]?.check?.kind;
  assert.equal(kind('false'), undefined);
  assert.deepEqual(kind('tcp'), { is: 'tcp' });
  assert.deepEqual(kind('{ tls: true }'), { is: 'tls' });
  const http = { is: 'http', method: 'GET', path: '/x', host: undefined };
  assert.deepEqual(kind('{ http: /x }'), { ...http, expect: { status: '200-399' } });
  assert.deepEqual(kind('{ http: /x, expect: 204 }'), { ...http, expect: { status: '204' } });
  assert.deepEqual(kind('{ http: /x, expect: "200,301-302" }'), {
    ...http,
    expect: { status: '200,301-302' },
  });
  assert.deepEqual(kind('{ http: /x, expect: fine }'), { ...http, expect: { text: 'fine' } });
  assert.deepEqual(kind("{ send: 'PING\\r\\n\\x41', expect: +PONG }"), {
    is: 'bytes',
    send: 'PING\r\nA',
    expect: '+PONG',
  });
});

/** Each is wrong (or doubtful) in one way. */
const TABLE: readonly (readonly [name: string, text: string, code: string, at: string])[] = [
  ['an unknown VIP', GOOD.replace('vip: edge', 'vip: egde'), 'spec/unknown-name', '9:15'],
  [
    'an unknown pool of a route',
    GOOD.replace('pool: web }', 'pool: web, routes: [{ path: /a, pool: wbe }] }'),
    'spec/unknown-name',
    '9:83',
  ],
  ['an unknown node', GOOD.replace('/24 }', '/24, prefer: [lb1, lb3] }'), 'spec/unknown-name', '7:49'],
  ['a player of no pool', `${GOOD}lab: { servers: { wbe: http-echo } }\n`, 'spec/unknown-name', '13:24'],
  ['a VIP outside the subnet', GOOD.replace('10.0.0.100', '10.0.9.5'), 'spec/vip-outside-subnet', '7:20'],
  [
    'an IPv6 VIP without IPv6 nodes',
    GOOD.replace('address: 10.0.0.100/24', 'addresses: [10.0.0.100/24, fd00::1/64]'),
    'spec/no-address-of-family',
    '7:38',
  ],
  ['an unknown interface', GOOD.replace('/24 }', '/24, interface: eth7 }'), 'spec/unknown-interface', '7:46'],
  ['a VIP that is the network', GOOD.replace('0.100', '0.0'), 'spec/address-not-usable', '7:20'],
  [
    'two services on one port',
    GOOD.replace('pools:', '  w2: { vip: edge, listen: 80, mode: http, pool: web }\npools:'),
    'spec/port-taken',
    '10:28',
  ],
  [
    'a redirect on its own port',
    GOOD.replace('pool: web }', 'pool: web, tls: { certificate: /c, redirectFrom: 80 } }'),
    'spec/port-taken',
    '9:94',
  ],
  [
    'the stats page on the port of the node daemons',
    `${GOOD}stats: { listen: 7443, user: u, password: { env: P } }\n`,
    'spec/port-taken',
    '13:18',
  ],
  ['a port given twice', GOOD.replace('listen: 80', 'listen: [80, 80]'), 'spec/port-taken', '9:34'],
  ['no server', GOOD.replace('{ web1: "10.0.0.21:80" }', '{}'), 'spec/pool-without-servers', '12:5'],
  ['no node', GOOD.replace(/nodes:[^]*vips/, 'nodes: {}\nvips'), 'spec/missing-key', '3:1'],
  [
    'no pool at a service',
    GOOD.replace('pools:', '  w2: { vip: edge, listen: 81, mode: http }\npools:'),
    'spec/missing-key',
    '10:3',
  ],
  [
    'the same server twice',
    GOOD.replace('21:80" }', '21:80", web2: "10.0.0.21:80" }'),
    'spec/duplicate-address',
    '12:44',
  ],
  ['two nodes with one address', GOOD.replace('10.0.0.12', '10.0.0.11'), 'spec/duplicate-address', '5:19'],
  ['a VIP that is a node', GOOD.replace('10.0.0.100', '10.0.0.12'), 'spec/vip-is-node-address', '7:20'],
  ['a server that is a VIP', GOOD.replace('10.0.0.21', '10.0.0.100'), 'spec/server-address-taken', '12:22'],
  [
    'a lab server with the name of a node',
    `${GOOD.replace('web1', 'lb1')}lab: { servers: { web: http-echo } }\n`,
    'spec/lab-name-taken',
    '12:21',
  ],
  [
    'a lab server with the name of a client',
    `${GOOD.replace('web1', 'client')}lab: { servers: { web: http-echo } }\n`,
    'spec/lab-name-taken',
    '12:24',
  ],
  [
    'a lab server without address',
    `${GOOD.replace('10.0.0.21:80', 'app.example:80')}lab: { servers: { web: http-echo } }\n`,
    'spec/lab-needs-address',
    '12:22',
  ],
  [
    'rebalancing requests of http',
    GOOD.replace('servers', 'balance: leastconn\n    rebalance: true\n    servers'),
    'spec/cannot-rebalance',
    '13:16',
  ],
  [
    'rebalancing without least connections',
    GOOD.replace('mode: http, ', '').replace('servers', 'rebalance: { mode: suggest }\n    servers'),
    'spec/cannot-rebalance',
    '12:5',
  ],
  [
    'rebalancing clients that return to their server',
    GOOD.replace('mode: http, ', '').replace(
      'servers',
      'balance: leastconn\n    sticky: { source: true }\n    rebalance: true\n    servers',
    ),
    'spec/cannot-rebalance',
    '14:16',
  ],
  ['hsts in tcp mode', GOOD.replace('mode: http', 'hsts: 1d'), 'spec/http-only', '9:39'],
  [
    'balance by uri in tcp mode',
    GOOD.replace('mode: http, ', '').replace('servers', 'balance: uri\n    servers'),
    'spec/http-only',
    '12:14',
  ],
  [
    'a cookie in tcp mode',
    GOOD.replace('mode: http, ', '').replace('servers', 'sticky: { cookie: S }\n    servers'),
    'spec/http-only',
    '12:23',
  ],
  [
    'rdp-cookie in http mode',
    GOOD.replace('servers', 'balance: rdp-cookie\n    servers'),
    'spec/tcp-only',
    '12:14',
  ],
  ['hsts without tls', GOOD.replace('pool: web }', 'pool: web, hsts: 1d }'), 'spec/needs-tls', '9:62'],
  [
    'a pool of two modes',
    GOOD.replace('pools:', '  w2: { vip: edge, listen: 81, pool: web }\npools:'),
    'spec/mixed-modes',
    '12:3',
  ],
  [
    'a password without version 2',
    GOOD.replace('/24 }', '/24, vrrp: { password: { env: P } } }'),
    'spec/password-without-v2',
    '7:43',
  ],
  [
    'version 2 below a second',
    GOOD.replace('/24 }', '/24, vrrp: { version: 2 } }'),
    'spec/bad-advertise',
    '7:3',
  ],
  [
    'priorities too far apart',
    GOOD.replace('/24 }', '/24, vrrp: { priorities: { lb1: 250, lb2: 50 } } }'),
    'spec/priorities-too-far-apart',
    '7:43',
  ],
  [
    'a priority missing',
    GOOD.replace('/24 }', '/24, vrrp: { priorities: { lb1: 100 } } }'),
    'spec/missing-key',
    '7:43',
  ],
];

for (const [name, text, code, at] of TABLE) {
  test(`${name} is ${code} at ${at}`, () => {
    const { site, problems } = read(text);
    assert.equal(site, undefined);
    const [first, ...others] = problems;
    assert.deepEqual(
      [first?.code, `${first?.line}:${first?.column}`, others.map((one) => one.code)],
      [code, at, []],
    );
  });
}

const DOUBTFUL: readonly (readonly [name: string, text: string, code: string])[] = [
  ['one node', GOOD.replace(/ {2}lb2.*\n/, ''), 'spec/single-node'],
  ['a pool that nobody uses', `${GOOD}  spare: { servers: { s: "10.0.0.30:80" } }\n`, 'spec/unused-pool'],
  [
    'only backups',
    GOOD.replace('"10.0.0.21:80"', '{ address: "10.0.0.21:80", backup: true }'),
    'spec/no-active-server',
  ],
  [
    'a slow check',
    GOOD.replace('servers', 'check: { every: 1s, timeout: 2s }\n    servers'),
    'spec/check-too-slow',
  ],
  ['a server on a node', GOOD.replace('10.0.0.21', '10.0.0.11'), 'spec/server-address-taken'],
  [
    'the stats page on the port of a service',
    `${GOOD}stats: { listen: 80, user: u, password: { env: P } }\n`,
    'spec/port-taken',
  ],
];

for (const [name, text, code] of DOUBTFUL) {
  test(`${name} is a warning, ${code}, and a site all the same`, () => {
    const { site, problems } = read(text);
    assert.deepEqual(
      problems.map((one) => [one.code, one.severity]),
      [[code, 'warning']],
    );
    assert.notEqual(site, undefined);
  });
}

test('the message of a VIP outside the subnet names node, interface, line and a way out', () => {
  const [first] = read(GOOD.replace('10.0.0.100', '10.0.9.5')).problems;
  assert.equal(
    first?.message,
    'VIP 10.0.9.5 is not in 10.0.0.0/24, the subnet of eth0 on node lb1 (line 4). The same holds for lb2.',
  );
  assert.match(
    first?.remedy ?? '',
    /free address in 10\.0\.0\.0\/24, or name the interface that carries 10\.0\.9\.0\/24/,
  );
});

test('problems of the text and across the file come together, in reading order', () => {
  const text = GOOD.replace('lb2: {', 'lb2: { mtu: 9,')
    .replace('10.0.0.100', '10.0.9.5')
    .replace('pool: web', 'pool: wbe');
  assert.deepEqual(
    read(text).problems.map(({ code }) => code),
    ['spec/unknown-key', 'spec/vip-outside-subnet', 'spec/unknown-name', 'spec/unused-pool'],
  );
});

test('what is left out because it is wrong makes no problems of its own', () => {
  for (const [from, to] of [
    ['address: 10.0.0.12', 'address: 12'],
    ['/24 }', ' }'],
    ['21:80', '21'],
    ['listen: 80', 'listen: x'],
    ['vip: edge', 'vip: [edge]'],
    ['name: edge', 'name: 5'],
  ] as const) {
    assert.equal(read(GOOD.replace(from, to)).problems.length, 1, to);
  }
});

test('whatever part of a good spec is removed or doubled, there is a site or an error', () => {
  const lines = GOOD.split('\n');
  const index = fc.nat(lines.length - 1);
  fc.assert(
    fc.property(index, index, fc.boolean(), (from, to, isDoubled) => {
      const part = lines.slice(from, to + 1);
      const text = [
        ...lines.slice(0, from),
        ...(isDoubled ? [...part, ...part] : []),
        ...lines.slice(to + 1),
      ].join('\n');
      const { site, problems } = read(text);
      assert.equal(
        site === undefined,
        problems.some(({ severity }) => severity === 'error'),
      );
    }),
    { numRuns: 300 },
  );
});

test('channels are resolved in the order of the file, with milliseconds, ports and references alone', () => {
  const { site, problems } = read(`${GOOD}notify:
  mail: { email: { server: smtp.example.org, from: a@example.org, to: [b@example.org], user: u, password: { env: P }, tls: tls } }
  7: { webhook: { file: /etc/holdfast/url }, repeat: 1h, events: [no-holder], minSeverity: critical }
`);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    site?.notify.map(({ name }) => name),
    ['mail', '7'],
  );
  assert.deepEqual(site?.notify[0]?.to, {
    kind: 'email',
    host: 'smtp.example.org',
    port: 465,
    tls: 'tls',
    from: 'a@example.org',
    to: ['b@example.org'],
    login: { user: 'u', password: { env: 'P' } },
  });
  assert.deepEqual(site?.notify[1], {
    name: '7',
    to: { kind: 'webhook', url: { file: '/etc/holdfast/url' }, token: undefined },
    events: ['no-holder'],
    minSeverity: 'critical',
    groupMs: 5000,
    repeatMs: 3_600_000,
    damp: { changes: 4, withinMs: 600_000 },
    timeoutMs: 10_000,
    ca: undefined,
  });
});
