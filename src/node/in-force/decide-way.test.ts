import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LiveHaproxy, LiveServer } from '../../engines/haproxy/runtime/live.ts';
import { decideWay, type Situation, type Way } from './decide-way.ts';
import type { NodeTexts } from './node-texts.ts';

const LISTENER = {
  name: 'web',
  address: '10.0.0.1',
  family: 4,
  port: 80,
  vip: 'edge',
  service: 'web',
  fd: 3,
  engine: 'haproxy',
  protocol: 'tcp',
};

function texts(
  change: { servers?: string; timeout?: string; router?: string; port?: number } = {},
): NodeTexts {
  const { servers = '  server s1 10.0.0.2:80\n', timeout = '1s', router = 'lb1', port = 80 } = change;
  return {
    'foundation.json': JSON.stringify({ version: 1, listeners: [{ ...LISTENER, port }], vips: [] }),
    'haproxy.cfg': `defaults\n  mode tcp\n  timeout client ${timeout}\nbackend web\n${servers}`,
    'nginx.conf': '',
    'keepalived.conf': `global_defs {\n  router_id ${router}\n}\n`,
  };
}

const S1: LiveServer = {
  pool: 'web',
  server: 's1',
  poolId: 2,
  serverId: 1,
  host: '10.0.0.2',
  port: 80,
  weight: 1,
  initialWeight: 1,
  admin: 'ready',
  isUp: true,
  maxconn: 0,
  check: '',
  sessions: 0,
  total: 0,
  usedConnections: 0,
};

function live(servers: readonly LiveServer[] = [S1]): LiveHaproxy {
  const version = { major: 2, minor: 6, patch: 12 };
  return { version, maxconn: 100, hardMaxconn: 100, frontends: new Map(), servers };
}

function decide(change: Partial<Situation>): Way {
  const situation = { order: {}, wanted: texts(), inForce: texts(), running: live(), isInterrupted: false };
  return decideWay({ ...situation, ...change });
}

function summary({ how, reload, steps }: Way): unknown[] {
  return [how, reload, steps.map(({ kind }) => kind)];
}

const ADDED = texts({ servers: '  server s1 10.0.0.2:80\n  server s2 10.0.0.3:80\n' });

describe('how files come into force', () => {
  it('is by nothing when nothing differs', () => {
    assert.deepEqual(summary(decide({})), ['nothing', undefined, []]);
  });

  it('is by a first start when nothing was in force', () => {
    assert.deepEqual(summary(decide({ inForce: undefined })), ['reload', 'when-changed', []]);
  });

  it('is by telling the running HAProxy where it can be told, its file taken over beside it', () => {
    assert.deepEqual(summary(decide({ wanted: ADDED })), ['runtime', 'keep', ['add']]);
  });

  it('is by taking the file over alone when HAProxy need not be told', () => {
    const wanted = { ...texts(), 'haproxy.cfg': `# a comment\n${texts()['haproxy.cfg']}` };
    assert.deepEqual(summary(decide({ wanted })), ['runtime', 'keep', []]);
  });

  it('is by a reload, with the reason, for what is read at a start only', () => {
    const way = decide({ wanted: texts({ timeout: '2s' }) });
    assert.deepEqual(summary(way), ['reload', 'when-changed', []]);
    assert.match(way.notes.join('\n'), /"timeout" of defaults/);
  });

  it('is by a reload when a socket is another one, whatever else could be told', () => {
    const wanted = { ...ADDED, 'foundation.json': texts({ port: 81 })['foundation.json'] };
    assert.deepEqual(summary(decide({ wanted })), ['reload', 'when-changed', []]);
  });

  it('is by a reload, with the reason, when HAProxy cannot be asked', () => {
    const way = decide({ wanted: ADDED, running: 'HAProxy did not answer' });
    assert.deepEqual(
      [...summary(way), way.notes],
      ['reload', 'when-changed', [], ['HAProxy did not answer']],
    );
  });

  it('is by a new HAProxy in any case after a change was cut off, also when nothing differs', () => {
    assert.deepEqual(summary(decide({ isInterrupted: true })), ['reload', 'anew', []]);
    assert.deepEqual(summary(decide({ isInterrupted: true, wanted: ADDED })), ['reload', 'anew', []]);
  });

  it('leaves HAProxy alone when only keepalived.conf differs', () => {
    const wanted = texts({ router: 'other' });
    assert.deepEqual(summary(decide({ wanted })), ['keepalived', 'when-changed', []]);
    assert.deepEqual(summary(decide({ wanted, running: 'dead' })), ['keepalived', 'when-changed', []]);
  });

  it('tells HAProxy again what it lost, though no file differs', () => {
    const running = live([{ ...S1, weight: 9, admin: 'drain' }]);
    assert.deepEqual(summary(decide({ running })), ['runtime', undefined, ['weight', 'state']]);
  });

  it('is by nothing when all that is left of a former change is a server that waits to be deleted', () => {
    const left: LiveServer = { ...S1, server: 's9', serverId: 9, admin: 'maint' };
    assert.deepEqual(summary(decide({ running: live([S1, left]) })), ['nothing', undefined, []]);
    const serving: LiveServer = { ...left, admin: 'ready' };
    assert.deepEqual(summary(decide({ running: live([S1, serving]) })), [
      'runtime',
      undefined,
      ['empty', 'delete'],
    ]);
  });

  it('gives a server the state that operators want, not that of the file', () => {
    const states = new Map([['web/s1', 'drain' as const]]);
    assert.deepEqual(summary(decide({ order: { states } })), ['runtime', undefined, ['state']]);
    const running = live([{ ...S1, admin: 'drain' }]);
    assert.deepEqual(summary(decide({ order: { states }, running })), ['nothing', undefined, []]);
  });

  it('leaves the state of a server alone that an agent sets', () => {
    const file = texts({ servers: '  server s1 10.0.0.2:80 agent-check agent-port 9\n' });
    const running = live([{ ...S1, admin: 'drain' }]);
    assert.deepEqual(summary(decide({ wanted: file, inForce: file, running })), ['nothing', undefined, []]);
  });

  it('does not trust a foundation.json in force that somebody broke', () => {
    const inForce = { ...texts(), 'foundation.json': '{' };
    assert.deepEqual(summary(decide({ inForce })), ['reload', 'when-changed', []]);
  });
});
