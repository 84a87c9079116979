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
import type { ApplyProgress } from '../apply/apply-progress.ts';
import { addIntent } from '../intents/add-intent.ts';
import { composeView, type ViewFacts } from './compose-view.ts';
import { type HolderMemory, NO_MEMORY } from './holder-memory.ts';
import type { NodeObservation } from './node-observation.ts';

const SINCE: HolderMemory = { claims: {}, last: { edge: { node: 'lb1', at: '2026-01-10T03:12:44.000Z' } } };

const view = (change: Partial<ViewFacts> = {}) =>
  composeView({ ...siteFacts(), intents: [], apply: undefined, since: SINCE, ...change });
const peer = (change: Partial<NodeObservation>, here = false) => ({
  peers: { lb2: heard(nodeObservation('lb2', here, change)) },
});
const servers = (...down: string[]): NodeObservation['servers'] => ({
  atMs: NOW,
  fact: ['web1', 'web2', 'web3'].map((name) => serverFacts(name, down.includes(name) ? 'down' : 'up')),
});
const apply = (stage: ApplyProgress['stage']): ApplyProgress => ({
  id: 'a1',
  kind: 'apply',
  revision: 13,
  release: 'sha256:bbbb',
  who: 'ann',
  note: '',
  startedAt: '2026-01-10T03:19:00.000Z',
  stage,
  confirmBy: stage === 'unconfirmed' ? '2026-01-10T03:21:00.000Z' : undefined,
  nodes: [],
  sentence: 'lb2 is changed',
  fault: undefined,
});

describe('the first line of status', () => {
  it('says in one sentence that all is well', () => {
    const { sentence, verdict } = view();
    assert.equal(sentence, 'web-edge: serving; lb1 holds edge since 03:12 UTC; redundancy full');
    assert.equal(verdict, 'serving');
  });

  it('says nothing about a time that is not known, and tells the day of one that is not today', () => {
    assert.equal(view({ since: NO_MEMORY }).sentence, 'web-edge: serving; lb1 holds edge; redundancy full');
    const last = { edge: { node: 'lb1', at: '2026-01-08T23:59:00.000Z' } };
    assert.match(
      view({ since: { claims: {}, last } }).sentence,
      /lb1 holds edge since 2026-01-08 23:59 UTC;/,
    );
    const other = { edge: { node: 'lb2', at: '2026-01-08T23:59:00.000Z' } };
    assert.match(view({ since: { claims: {}, last: other } }).sentence, /lb1 holds edge;/);
  });

  it('names both of two holders', () => {
    const { sentence, verdict, redundancy } = view(peer({}, true));
    assert.equal(verdict, 'degraded');
    assert.equal(redundancy.level, 'none');
    assert.match(sentence, /^web-edge: degraded; lb1 and lb2 hold edge at once; redundancy none/);
  });

  it('says that nobody holds a VIP when every node was seen without it', () => {
    const { sentence, verdict } = view({ own: nodeObservation('lb1', false) });
    assert.equal(verdict, 'down');
    assert.match(sentence, /^web-edge: down; nobody holds edge; redundancy none$/);
  });

  it('says that it does not know, and why, rather than that nobody holds it', () => {
    const own = nodeObservation('lb1', false);
    const old = { lb2: { ...heard(nodeObservation('lb2', true), NOW - 12_000), why: 'connection refused' } };
    const seen = view({ own, peers: old });
    assert.equal(seen.verdict, 'unknown');
    assert.equal(
      seen.sentence,
      'web-edge: unknown; who holds edge is not seen (lb2: nothing new for 12 s: connection refused); redundancy unknown',
    );
    assert.deepEqual(seen.vips['edge']?.formerly, [{ node: 'lb2', observedBy: 'lb2', ageMs: 12_000 }]);
    assert.deepEqual(seen.vips['edge']?.unseen, ['lb2']);
  });

  it('goes on serving when only the standby is silent, without redundancy that is known', () => {
    const seen = view({ peers: {} });
    assert.equal(
      seen.sentence,
      'web-edge: serving; lb1 holds edge since 03:12 UTC; redundancy unknown (lb2: it has not been heard yet)',
    );
    assert.equal(seen.members['lb2']?.reachable, false);
    assert.equal(seen.members['lb2']?.ageMs, undefined);
  });

  it('says that a pool has no server, and that the holder cannot serve', () => {
    const all = servers('web1', 'web2', 'web3');
    const empty = view({ own: nodeObservation('lb1', true, { servers: all }), ...peer({ servers: all }) });
    assert.equal(empty.verdict, 'degraded');
    assert.match(empty.sentence, /; pool web has no server; redundancy full$/);
    const sick = foundationStatus('lb1', true);
    const vips = { edge: { ...sick.vips['edge']!, healthy: false, reason: 'HAProxy keeps dying' } };
    const own = nodeObservation('lb1', true, { foundation: { fact: { ...sick, vips }, atMs: NOW } });
    const seen = view({ own });
    assert.equal(seen.verdict, 'degraded');
    assert.match(seen.sentence, /lb1 cannot serve edge: HAProxy keeps dying/);
  });

  it('tells of a pause, of an apply that goes on, and of one that waits for its confirmation', () => {
    const intents = addIntent(
      [],
      { wish: { kind: 'pause', node: null, paused: true }, who: 'ann', why: 'work' },
      'lb1',
      NOW - 1000,
    );
    const paused = view({ intents });
    assert.match(paused.sentence, /; paused by ann$/);
    assert.deepEqual(paused.members['lb2']?.paused, { who: 'ann', why: 'work', until: null });
    assert.match(view({ apply: apply('applying') }).sentence, /; apply of revision 13: lb2 is changed$/);
    assert.match(
      view({ apply: apply('unconfirmed') }).sentence,
      /; revision 13 is taken back at 03:21 UTC unless it is confirmed$/,
    );
    const kept = view({ apply: apply('kept') });
    assert.equal(kept.sentence, view().sentence);
    assert.equal(kept.apply, undefined);
  });

  it('sums up many VIPs, what is wrong first', () => {
    const site = webSite();
    const names = ['a', 'b', 'c', 'd', 'e'];
    const vips = names.map((name, index) => ({
      ...site.vips[0]!,
      name,
      addresses: [{ address: `10.77.0.${100 + index}`, prefix: 24, family: 4 as const }],
    }));
    const at = (...numbers: number[]) => ({
      addresses: { fact: numbers.map((number) => `10.77.0.${number}`), atMs: NOW },
    });
    const seen = view({
      site: { ...site, vips },
      own: nodeObservation('lb1', true, at(100, 101, 102, 103)),
      since: NO_MEMORY,
    });
    assert.match(seen.sentence, /^web-edge: down; nobody holds e; lb1 holds 4 VIPs;/);
  });

  it('says that nothing was accepted yet', () => {
    const seen = view({ site: undefined, since: NO_MEMORY });
    assert.equal(seen.sentence, 'web-edge: unknown; no spec was accepted on lb1 yet');
    assert.equal(seen.verdict, 'unknown');
  });
});

describe('redundancy', () => {
  const level = (change: Partial<ViewFacts>) => {
    const { redundancy } = view(change);
    return [redundancy.level, ...redundancy.reasons];
  };

  it('is full when the standby would serve alike', () => {
    assert.deepEqual(level({}), ['full']);
  });

  it('is gone when the standby cannot serve', () => {
    const status = foundationStatus('lb2', false);
    const guests = {
      ...status.guests,
      keepalived: { ...status.guests.keepalived, state: 'waiting' as const },
    };
    const foundation = { fact: { ...status, guests }, atMs: NOW };
    assert.deepEqual(level(peer({ foundation })), ['none', 'keepalived on lb2 is waiting']);
    assert.deepEqual(level(peer({ servers: servers('web1', 'web2', 'web3') })), [
      'none',
      'lb2 sees no server of pool web up, lb1 does',
    ]);
  });

  it('is degraded when the standby would serve otherwise', () => {
    const release = nodeObservation('lb2', false).release;
    for (const [change, reason] of [
      [{ release: { ...release, digest: 'sha256:other' } }, 'lb2 has another release in force than lb1'],
      [
        { release: { ...release, drift: ['haproxy.cfg was changed'] } },
        'what is in force on lb2 is not what its revision says',
      ],
      [{ servers: servers('web2') }, 'lb2 and lb1 see web/web2 differently'],
      [
        { servers: { why: 'nobody listens on its socket' } },
        'haproxy on lb2 does not answer: nobody listens on its socket',
      ],
      [{ foundation: { why: 'refused' } }, 'the foundation of lb2 does not answer'],
      [
        { certificate: { notAfter: '2026-01-12T00:00:00.000Z', serial: '1' } },
        'the certificate of lb2 expires within 7 days',
      ],
    ] as const) {
      assert.deepEqual(level(peer(change)), ['degraded', reason]);
    }
  });

  it('does not mind a check that one node has seen to fail earlier than the other, nor an apply that goes on', () => {
    const look = (sinceMs: number): NodeObservation['servers'] => ({
      atMs: NOW,
      fact: [{ ...serverFacts('web1', 'down'), sinceMs }, serverFacts('web2'), serverFacts('web3')],
    });
    assert.deepEqual(level(peer({ servers: look(6_000) })), ['full']);
    assert.deepEqual(level(peer({ servers: look(7_000) })), [
      'degraded',
      'lb2 and lb1 see web/web1 differently',
    ]);
    const trial = { apply: 'a1', revision: 13, digest: 'sha256:bbbb', until: '2026-01-10T03:21:00.000Z' };
    assert.deepEqual(level(peer({ release: { ...nodeObservation('lb2', false).release, trial } })), ['full']);
  });

  it('does not mind a pause, or a trial that both nodes have in force', () => {
    const trial = { apply: 'a1', revision: 13, digest: 'sha256:bbbb', until: '2026-01-10T03:21:00.000Z' };
    const release = { ...nodeObservation('lb2', false).release, trial };
    assert.deepEqual(level({ own: nodeObservation('lb1', true, { release }), ...peer({ release }) }), [
      'full',
    ]);
  });

  it('is never there with one node', () => {
    const site = webSite();
    const alone = { ...site, nodes: site.nodes.slice(0, 1) };
    assert.deepEqual(level({ site: alone, peers: {} }), ['none', 'the site has one node']);
  });
});

describe('what others say', () => {
  it('is told with the age by our clock, however wrong theirs is', () => {
    const skewed = nodeObservation('lb2', false, {}, NOW + 7_200_000);
    const seen = view({ peers: { lb2: heard(skewed, NOW - 400) } });
    assert.equal(seen.members['lb2']?.ageMs, 400);
    assert.equal(seen.pools['web']?.servers['web1']?.observations[1]?.ageMs, 400);
    assert.equal(seen.redundancy.level, 'full');
  });

  it('names the node itself as the witness of its addresses', () => {
    const own = nodeObservation('lb1', true, { foundation: { why: 'refused' } });
    assert.deepEqual(view({ own }).vips['edge']?.holders, [{ node: 'lb1', observedBy: 'lb1', ageMs: 0 }]);
  });

  it('is merged by code and subject, the critical first', () => {
    const finding = (code: string, about: string, severity: 'critical' | 'warning') => ({
      code,
      about,
      severity,
      message: code,
      remedy: 'mend it.',
      at: '2026-01-10T03:00:00.000Z',
    });
    const own = nodeObservation('lb1', true, {
      findings: [finding('a/one', 'vip/edge', 'warning'), finding('a/own', '', 'warning')],
    });
    const theirs = [
      finding('a/one', 'vip/edge', 'warning'),
      finding('a/own', '', 'warning'),
      finding('a/bad', 'pool/web', 'critical'),
    ];
    const { findings } = view({ own, ...peer({ findings: theirs }) });
    assert.deepEqual(
      findings.map(({ code, node }) => `${code} ${node}`),
      ['a/bad lb2', 'a/one lb1', 'a/own lb1', 'a/own lb2'],
    );
    // Of the site others judge; of itself it said so last.
    const silent = heard(nodeObservation('lb2', false, { findings: theirs }), NOW - 60_000);
    assert.deepEqual(
      view({ own, peers: { lb2: silent } }).findings.map(({ code, node }) => `${code} ${node}`),
      ['a/one lb1', 'a/own lb1', 'a/own lb2'],
    );
  });
});

describe('the certificates that services show', () => {
  const file = { file: '/etc/web.pem', services: ['web'], notAfter: '2026-02-01T00:00:00.000Z' };

  it('are told of every node that has some', () => {
    const { members } = view(peer({ serviceCertificates: [file] }));
    assert.deepEqual(members['lb2']?.serviceCertificates, [file]);
    assert.equal('serviceCertificates' in members['lb1']!, false);
  });
});
