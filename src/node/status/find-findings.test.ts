import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  heard,
  NOW,
  nodeObservation,
  serverFacts,
  siteFacts,
} from '../../../tests/support/a-node-observation.ts';
import { foundationStatus } from '../../../tests/support/foundation-status.ts';
import { webSite } from '../../../tests/support/web-site.ts';
import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import { addIntent } from '../intents/add-intent.ts';
import { findFindings } from './find-findings.ts';
import type { FindingFacts } from './found.ts';
import { type Claim, NO_MEMORY } from './holder-memory.ts';
import type { NodeObservation } from './node-observation.ts';

const facts = (change: Partial<FindingFacts> = {}): FindingFacts => ({
  ...siteFacts(),
  since: NO_MEMORY,
  intents: [],
  apply: undefined,
  recent: [],
  troubles: [],
  former: [],
  ...change,
});
const find = (change: Partial<FindingFacts> = {}) => findFindings(facts(change));
const codes = (change: Partial<FindingFacts> = {}) =>
  find(change).map(({ code, about }) => `${code} ${about}`.trim());
const own = (change: Partial<NodeObservation>) => ({ own: nodeObservation('lb1', true, change) });
const peer = (change: Partial<NodeObservation>, here = false) => ({
  peers: { lb2: heard(nodeObservation('lb2', here, change)) },
});
const servers = (...down: string[]): NodeObservation['servers'] => ({
  atMs: NOW,
  fact: ['web1', 'web2', 'web3'].map((name) => serverFacts(name, down.includes(name) ? 'down' : 'up')),
});
const claim = (here: boolean, ageMs: number): Claim => ({ here, sinceMs: NOW - ageMs, sawBegin: true });
const ago = (ms: number) => new Date(NOW - ms).toISOString();

describe('what needs a person', () => {
  it('is nothing when all is well', () => {
    assert.deepEqual(find(), []);
  });

  it('is a VIP that two nodes hold, or none, for longer than a move takes', () => {
    assert.deepEqual(codes(peer({}, true))[0], 'node/vip-two-holders vip/edge');
    const moment = { last: {}, claims: { edge: { lb2: claim(true, 300) } } };
    assert.ok(!codes({ ...peer({}, true), since: moment }).includes('node/vip-two-holders vip/edge'));
    const without = { own: nodeObservation('lb1', false) };
    assert.equal(find(without)[0]?.code, 'node/vip-without-holder');
    const left = { last: {}, claims: { edge: { lb1: claim(false, 300) } } };
    assert.ok(!codes({ ...without, since: left }).includes('node/vip-without-holder vip/edge'));
  });

  it('is not a VIP of which nobody knows who holds it', () => {
    const all = codes({ own: nodeObservation('lb1', false), peers: {} });
    assert.deepEqual(all, ['node/peer-unreachable member lb2']);
  });

  it('is a holder without Keepalived', () => {
    const status = foundationStatus('lb1', true);
    const keepalived = { ...status.guests.keepalived, state: 'waiting' as const };
    const fact = { ...status, guests: { ...status.guests, keepalived } };
    const all = codes(own({ foundation: { fact, atMs: NOW } }));
    assert.ok(all.includes('node/holder-not-master vip/edge'), all.join());
    assert.ok(all.includes('node/guest-not-running guest/lb1/keepalived'), all.join());
  });

  it('is a peer that is not heard, but not while this daemon has just started', () => {
    assert.deepEqual(codes({ peers: {} }), ['node/peer-unreachable member lb2']);
    const daemon = { pid: 1, startedAt: ago(2_000), version: '0' };
    assert.deepEqual(codes({ peers: {}, ...own({ daemon }) }), []);
  });

  it('is a clock that differs by more than two seconds and the way of a message', () => {
    const skew = (ms: number) =>
      codes({ peers: { lb2: heard(nodeObservation('lb2', false, {}, NOW + ms), NOW) } });
    assert.deepEqual(skew(2_500), ['node/clock-skew member lb2']);
    assert.deepEqual(skew(-4_500), ['node/clock-skew member lb2']);
    assert.deepEqual([skew(1_500), skew(-3_500)], [[], []]);
  });

  it('is a server, or the way of one node to it', () => {
    const both = find({ ...own({ servers: servers('web1') }), ...peer({ servers: servers('web1') }) });
    assert.equal(both[0]?.about, 'server/web/web1');
    assert.match(
      both[0]?.message ?? '',
      /^server web\/web1 \(10\.77\.0\.21:8080\) is down, says lb1 and lb2: L4CON/,
    );
    const one = find(peer({ servers: servers('web1') })).find(({ code }) => code === 'node/server-down');
    assert.match(one?.message ?? '', /^lb2 sees server web\/web1 .* down, lb1 up/);
    assert.match(one?.remedy ?? '', /the way from lb2/);
  });

  it('is a pool without servers, told otherwise when operators took them out', () => {
    const down = find({
      ...own({ servers: servers('web1', 'web2', 'web3') }),
      ...peer({ servers: servers('web1', 'web2', 'web3') }),
    });
    assert.equal(down[0]?.code, 'node/pool-without-servers');
    const out = (word: ServerFacts['state']) => ({
      servers: { atMs: NOW, fact: ['web1', 'web2', 'web3'].map((name) => serverFacts(name, word)) },
    });
    const drained = find({ ...own(out('drain')), ...peer(out('maint')) });
    assert.match(drained.find(({ about }) => about === 'pool/web')?.message ?? '', /all are taken out/);
  });

  it('is many servers of a pool as one', () => {
    const names = Array.from({ length: 40 }, (_, index) => `s${index}`);
    const site = webSite();
    const [pool] = site.pools;
    const many = { ...pool!, servers: names.map((name) => ({ ...pool!.servers[0]!, name })) };
    const fact = names.map((name, index) => serverFacts(name, index < 30 ? 'down' : 'up'));
    const look = { servers: { fact, atMs: NOW } };
    const all = find({ site: { ...site, pools: [many] }, ...own(look), ...peer(look) });
    assert.deepEqual(
      all.map(({ code, about }) => [code, about]),
      [['node/server-down', 'pool/web']],
    );
    assert.match(all[0]?.message ?? '', /^30 of 40 servers of pool web are down: s0, s1, s2 and 27 more/);
  });

  it('is a certificate that ends, a warning first, critical in the last week', () => {
    const certificate = (days: number) => ({
      notAfter: new Date(NOW + days * 86_400_000).toISOString(),
      serial: '1',
    });
    const severity = (days: number) => find(own({ certificate: certificate(days) }))[0]?.severity;
    assert.deepEqual(
      [severity(31), severity(20), severity(3), severity(-1)],
      [undefined, 'warning', 'critical', 'critical'],
    );
    const services = [{ file: '/etc/web.pem', services: ['web'], notAfter: certificate(-1).notAfter }];
    assert.match(
      find({ certificates: services })[0]?.message ?? '',
      /certificate \/etc\/web\.pem of web has expired/,
    );
    const lost = [{ file: '/etc/web.pem', services: ['web'], notAfter: undefined, why: 'no such file' }];
    assert.deepEqual(codes({ certificates: lost }), ['node/certificate-lost certificate//etc/web.pem']);
  });

  it('is drift, a trial that waits, releases that differ, a pause that was forgotten', () => {
    const release = nodeObservation('lb1', true).release;
    const drift = { release: { ...release, drift: ['haproxy.cfg was changed by hand'] } };
    assert.match(find(own(drift))[0]?.message ?? '', /haproxy\.cfg was changed by hand/);
    assert.ok(codes(peer({ release: { ...release, digest: 'x' } })).includes('node/releases-differ site'));
    const intents = addIntent(
      [],
      { wish: { kind: 'pause', node: 'lb2', paused: true }, who: 'ann' },
      'lb1',
      NOW - 90_000_000,
    );
    assert.deepEqual(codes({ intents }), ['node/paused-long member lb2']);
  });

  it('is a VIP that flaps and a guest that ends often, of the last ten minutes only', () => {
    const moved = (ms: number) => ({
      kind: 'vip-moved',
      at: ago(ms),
      fields: { vip: 'edge', from: 'a', to: 'b' },
    });
    const ended = (ms: number, count: number) => ({
      kind: 'guest-restarted',
      at: ago(ms),
      fields: { node: 'lb1', guest: 'haproxy', count },
    });
    assert.deepEqual(codes({ recent: [1, 2, 3, 4].map((minutes) => moved(minutes * 60_000)) }), [
      'node/vip-flaps vip/edge',
    ]);
    assert.deepEqual(codes({ recent: [1, 2, 3, 11].map((minutes) => moved(minutes * 60_000)) }), []);
    assert.deepEqual(codes({ recent: [ended(1_000, 1), ended(2_000, 2)] }), [
      'node/guest-restarts guest/lb1/haproxy',
    ]);
  });

  it('is what the foundation found, and what fails on the node itself', () => {
    const fact = {
      ...foundationStatus('lb1', true),
      findings: [
        {
          code: 'foundation/stranger',
          severity: 'critical' as const,
          message: 'someone listens',
          remedy: 'end it.',
          at: ago(1),
        },
      ],
    };
    const troubles = [{ code: 'node/cannot-store', message: 'disk full', remedy: 'make room.' }];
    assert.deepEqual(codes({ ...own({ foundation: { fact, atMs: NOW } }), troubles }), [
      'foundation/stranger',
      'node/cannot-store',
    ]);
  });

  it('keeps the moment at which it was found first', () => {
    const first = find({ peers: {} });
    const again = find({ peers: {}, nowMs: NOW + 4_000, former: first });
    assert.equal(again[0]?.at, first[0]?.at);
    assert.equal(first[0]?.at, new Date(NOW).toISOString());
  });

  it('is quiet about redundancy while an apply changes one node after the other', () => {
    const release = { ...nodeObservation('lb2', false).release, digest: 'x' };
    const apply = {
      id: 'a',
      kind: 'apply' as const,
      revision: 13,
      release: 'x',
      who: 'ann',
      note: '',
      startedAt: ago(1),
      stage: 'applying' as const,
      confirmBy: undefined,
      nodes: [],
      sentence: '',
      fault: undefined,
    };
    assert.deepEqual(codes({ ...peer({ release }), apply }), []);
  });
});
