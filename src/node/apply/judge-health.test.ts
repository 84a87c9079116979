import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aPool, aServer, aSite } from '../../../tests/support/a-site.ts';
import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import type { NodeLook } from '../status/node-look.ts';
import { type Expected, judgeHealth } from './judge-health.ts';

const SITE = aSite();
const VIP = '10.77.0.100';

function server(name: string, change: Partial<ServerFacts> = {}): ServerFacts {
  return { pool: 'web', server: name, state: 'up', sessions: 0, lastCheck: 'L7OK 200 in 1 ms', ...change };
}

const UP = [server('web1'), server('web2'), server('web3')];

function look(servers: readonly ServerFacts[] = UP, addresses: readonly string[] = []): NodeLook {
  const guest = { state: 'running', pid: 1, restarts: 0 } as const;
  const fact = {
    version: 1,
    site: 'web-edge',
    node: 'lb2',
    pid: 1,
    startedAt: '',
    state: 'running',
    listeners: [],
    guests: { haproxy: { ...guest, reloads: 0, draining: 0, old: [] }, keepalived: { ...guest, vips: {} } },
    vips: {},
    findings: [],
  } as const;
  return {
    foundation: { fact, atMs: 0 },
    servers: { fact: servers, atMs: 0 },
    addresses: { fact: addresses, atMs: 0 },
  };
}

const EXPECTED: Expected = {
  site: SITE,
  former: SITE,
  node: 'lb2',
  before: look(),
  mayMove: [],
  mustHold: [],
};

describe('a node after a change', () => {
  it('is well when all is as before', () => {
    assert.deepEqual(judgeHealth(EXPECTED, look()), []);
  });

  it('is not well while a server that answered before does not, or was not checked yet', () => {
    for (const change of [
      { state: 'down', lastCheck: 'L4CON' },
      { lastCheck: 'not checked yet' },
      { lastCheck: 'L7STS 404' },
    ] as const) {
      const [reason, ...others] = judgeHealth(EXPECTED, look([server('web1', change), ...UP.slice(1)]));
      assert.deepEqual(others, []);
      assert.match(reason ?? '', /^pool web: 2 of the 3 servers answer that did before; not web1 /);
    }
  });

  it('names a few of the servers that a pool of hundreds has lost, and counts the rest', () => {
    const names = Array.from({ length: 90 }, (_, index) => `s${index}`);
    const site = aSite({ pools: [aPool({ servers: names.map((name) => aServer(name)) })] });
    const now = look(names.map((name) => server(name, { state: 'down', lastCheck: 'L4TOUT' })));
    const before = look(names.map((name) => server(name)));
    const [reason = ''] = judgeHealth({ ...EXPECTED, site, former: site, before }, now);
    assert.match(reason, /0 of the 90 servers answer.*not s0 \(down, L4TOUT\), .*, and 85 more$/);
    assert.ok(reason.length < 250, reason);
  });

  it('need not have servers that were down before, nor new ones', () => {
    const before = look([server('web1', { state: 'down', lastCheck: 'L4CON' }), ...UP.slice(1)]);
    const pool = aPool({ servers: [...aPool().servers, aServer('web4', { host: '10.77.0.24' })] });
    const site = aSite({ pools: [pool] });
    const now = look([server('web1', { state: 'down', lastCheck: 'L4CON' }), ...UP.slice(1)]);
    assert.deepEqual(judgeHealth({ ...EXPECTED, site, before }, now), []);
  });

  it('is not well when it took or lost a VIP, unless the change moves it', () => {
    assert.deepEqual(judgeHealth(EXPECTED, look(UP, [VIP])), ['it has taken VIP edge']);
    const held = { ...EXPECTED, before: look(UP, [VIP]) };
    assert.deepEqual(judgeHealth(held, look()), ['it has lost VIP edge']);
    assert.deepEqual(judgeHealth({ ...held, mayMove: ['edge'] }, look()), []);
    assert.deepEqual(judgeHealth({ ...held, mustHold: ['edge'] }, look()), ['it does not hold VIP edge']);
  });

  it('is not well while nobody can say so', () => {
    const now = { ...look(), foundation: { why: 'no answer' }, servers: { why: 'no socket' } };
    assert.deepEqual(judgeHealth(EXPECTED, now), ['its foundation does not answer: no answer']);
  });
});
