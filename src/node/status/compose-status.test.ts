import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foundationStatus } from '../../../tests/support/foundation-status.ts';
import { webSite } from '../../../tests/support/web-site.ts';
import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import { composeStatus } from './compose-status.ts';
import type { NodeLook } from './node-look.ts';
import { whyUnhealthy } from './why-unhealthy.ts';

const site = webSite();
const NOW = 1_000_000;

const servers = (state: ServerFacts['state'] = 'up'): NodeLook['servers'] => ({
  atMs: NOW - 5,
  fact: ['web1', 'web2', 'web3'].map((server) => ({
    pool: 'web',
    server,
    state,
    sessions: 2,
    lastCheck: state === 'up' ? 'L7OK 200 in 1 ms' : 'L4CON in 0 ms: Connection refused',
  })),
});

const node = (name: string, here: boolean, change: Partial<NodeLook> = {}): NodeLook => ({
  foundation: { fact: foundationStatus(name, here), atMs: NOW - 10 },
  servers: servers(),
  addresses: { fact: ['127.0.0.1', ...(here ? ['10.77.0.100'] : [])], atMs: NOW - 3 },
  ...change,
});

const healthy = { lb1: node('lb1', true), lb2: node('lb2', false) };
const compose = (change: Partial<Record<'lb1' | 'lb2', NodeLook>> = {}) =>
  composeStatus(site, { ...healthy, ...change }, NOW);

const nginxSite = {
  ...site,
  services: [
    ...site.services,
    { ...site.services[0]!, name: 'other', engine: 'nginx' as const, pool: 'other' },
  ],
  pools: [...site.pools, { ...site.pools[0]!, name: 'other', engine: 'nginx' as const }],
};

/** What the daemon of a node knows of nginx's servers. */
const checked = {
  atMs: NOW - 5,
  fact: ['web1', 'web2', 'web3'].map((server) => ({
    pool: 'other',
    server,
    state: 'up' as const,
    sessions: 3,
    lastCheck: 'L7OK 200 in 1 ms',
    counts: { perSecond: 2.5, total: 10, failed: 1, errors: 0 },
  })),
};

describe('the status of a site with both engines', () => {
  const silent = { why: 'nobody listens on its socket' };
  const { pools, nodes } = composeStatus(
    nginxSite,
    { lb1: node('lb1', true, { servers: silent, checked }), lb2: node('lb2', false) },
    NOW,
  );

  it("knows nginx's servers, and what they were asked, while HAProxy is silent", () => {
    assert.equal(pools['web']?.servers['web1']?.state, 'unknown');
    assert.equal(pools['web']?.servers['web1']?.lastCheck, 'HAProxy: nobody listens on its socket');
    const { state, sessions, counts } = pools['other']!.servers['web1']!;
    assert.deepEqual(
      { state, sessions, counts },
      { state: 'up', sessions: 3, counts: { perSecond: 2.5, total: 10, failed: 1, errors: 0 } },
    );
  });

  it('has no figure, and says why, of a node that runs no nginx yet', () => {
    const own = pools['other']?.servers['web1']?.observations.find(({ node: name }) => name === 'lb2');
    assert.deepEqual([own?.state, own?.lastCheck], ['unknown', 'the node runs no nginx yet']);
    assert.equal(nodes['lb1']?.guests.haproxy.why, 'nobody listens on its socket');
  });

  it('says of a foundation that is away which engines it would run', () => {
    const alone = { ...nginxSite, services: nginxSite.services.filter(({ engine }) => engine === 'nginx') };
    const away = node('lb2', false, { foundation: { why: 'it is gone' } });
    const { guests } = composeStatus(alone, { ...healthy, lb2: away }, NOW).nodes['lb2']!;
    assert.deepEqual([guests.haproxy.state, guests.nginx?.state], ['unused', 'unknown']);
  });
});

describe('the status of a site', () => {
  it('has the promised shape when all is well', () => {
    const status = JSON.parse(JSON.stringify(compose()));
    assert.deepEqual(status.vips, {
      edge: {
        address: '10.77.0.100',
        addresses: ['10.77.0.100'],
        holders: [{ node: 'lb1', observedBy: 'lb1', ageMs: 50 }],
      },
    });
    assert.deepEqual(status.nodes.lb1.foundation, { state: 'running', pid: 33, listeners: 1 });
    assert.deepEqual(status.nodes.lb1.guests, {
      haproxy: { state: 'running', pid: 71, restarts: 2, reloads: 1, draining: 1 },
      keepalived: {
        state: 'running',
        pid: 72,
        restarts: 0,
        vips: { edge: { role: 'MASTER', priority: 190 } },
      },
    });
    assert.deepEqual(status.pools.web.servers.web1, {
      address: '10.77.0.21:8080',
      state: 'up',
      sessions: 2,
      lastCheck: 'L7OK 200 in 1 ms',
      observations: ['lb1', 'lb2'].map((name) => ({
        node: name,
        state: 'up',
        sessions: 2,
        lastCheck: 'L7OK 200 in 1 ms',
        ageMs: 5,
      })),
    });
    assert.deepEqual(whyUnhealthy(site, compose()), []);
  });

  it('takes a server’s state from the holder and keeps what the other sees', () => {
    const { state, lastCheck, observations } = compose({
      lb1: node('lb1', true, { servers: servers('down') }),
    }).pools['web']!.servers['web1']!;
    assert.equal(state, 'down');
    assert.match(lastCheck, /refused/);
    assert.deepEqual(
      observations.map((one) => one.state),
      ['down', 'up'],
    );
  });

  it('finds a VIP that a foundation does not know about: two holders', () => {
    const stray = node('lb2', false, { addresses: { fact: ['10.77.0.100'], atMs: NOW - 3 } });
    const status = compose({ lb2: stray });
    assert.deepEqual(status.vips['edge']?.holders, [
      { node: 'lb1', observedBy: 'lb1', ageMs: 50 },
      { node: 'lb2', observedBy: 'lab', ageMs: 3 },
    ]);
    assert.deepEqual(whyUnhealthy(site, status), ['VIP edge (10.77.0.100) has 2 holders: lb1, lb2']);
  });

  it('does not believe a foundation that says it holds what the interface has not', () => {
    const status = compose({ lb1: node('lb1', true, { addresses: { fact: ['127.0.0.1'], atMs: NOW } }) });
    assert.deepEqual(status.vips['edge']?.holders, []);
    assert.equal(status.pools['web']?.servers['web1']?.state, 'unknown');
    assert.deepEqual(whyUnhealthy(site, status), ['nobody holds VIP edge (10.77.0.100)']);
  });

  it('still sees the holder when the foundation is dead, and shows the node as unknown with the reason', () => {
    const status = compose({ lb1: node('lb1', true, { foundation: { why: 'nobody listens' } }) });
    assert.deepEqual(status.vips['edge']?.holders, [{ node: 'lb1', observedBy: 'lab', ageMs: 3 }]);
    assert.equal(status.nodes['lb1']?.foundation.state, 'unknown');
    assert.equal(status.nodes['lb1']?.foundation.why, 'nobody listens');
    assert.deepEqual(whyUnhealthy(site, status), ['the foundation of lb1 is unknown: nobody listens']);
  });

  it('shows a HAProxy that does not answer', () => {
    const status = compose({ lb2: node('lb2', false, { servers: { why: 'nobody listens on its socket' } }) });
    assert.equal(status.nodes['lb2']?.guests.haproxy.why, 'nobody listens on its socket');
    assert.equal(status.pools['web']?.servers['web1']?.state, 'up');
    assert.equal(status.pools['web']?.servers['web1']?.observations[1]?.state, 'unknown');
  });
});
