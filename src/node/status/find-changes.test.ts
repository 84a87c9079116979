import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
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
import { composeView } from './compose-view.ts';
import { CHANGE_EVENTS } from './event-catalogue.ts';
import { findChanges as findFacts, findJudgements } from './find-changes.ts';
import { NO_MEMORY } from './holder-memory.ts';
import type { NodeObservation } from './node-observation.ts';
import type { SiteFacts } from './site-facts.ts';
import type { SiteView } from './site-view.ts';

const view = (change: Partial<SiteFacts> = {}): SiteView =>
  composeView({ ...siteFacts(change), intents: [], apply: undefined, since: NO_MEMORY });
const own = (change: Partial<NodeObservation>) => ({ own: nodeObservation('lb1', true, change) });
const peer = (change: Partial<NodeObservation>, here = false) => ({
  peers: { lb2: heard(nodeObservation('lb2', here, change)) },
});
const look = (states: readonly ServerFacts['state'][]): Partial<NodeObservation> => ({
  servers: { atMs: NOW, fact: states.map((state, index) => serverFacts(`web${index + 1}`, state)) },
});
const findChanges = (before: SiteView | undefined, after: SiteView) => [
  ...findFacts(before, after),
  ...findJudgements(before, after),
];
const told = (before: SiteView, after: SiteView) =>
  findChanges(before, after).map(({ kind, text }) => `${kind}: ${text}`);

describe('events of a site', () => {
  it('tell nothing at the start of the daemon', () => {
    assert.deepEqual(findChanges(undefined, view()), []);
  });

  it('tell a server once, when the first node sees it down, and once when it is back', () => {
    const up = view();
    const one = view(peer(look(['down', 'up', 'up'])));
    const both = view({ ...own(look(['down', 'up', 'up'])), ...peer(look(['down', 'up', 'up'])) });
    const first = findChanges(up, one).find(({ kind }) => kind === 'server-down');
    assert.deepEqual(first?.fields, {
      pool: 'web',
      server: 'web1',
      nodes: ['lb2'],
      check: 'L4CON in 0 ms: Connection refused',
    });
    const servers = (before: SiteView, after: SiteView) =>
      told(before, after).filter((text) => text.startsWith('server'));
    assert.deepEqual(servers(one, both), []);
    assert.deepEqual(servers(both, up), ['server-up: server web/web1 is up again, says lb1 and lb2']);
  });

  it('say nothing of a server that was not checked yet', () => {
    const fresh = { ...serverFacts('web1', 'down'), lastCheck: 'not checked yet' };
    const facts = {
      servers: { atMs: NOW, fact: [fresh, serverFacts('web2', 'up'), serverFacts('web3', 'up')] },
    };
    assert.deepEqual(
      told(view(), view(peer(facts))).filter((text) => text.startsWith('server')),
      [],
    );
  });

  it('do not take silence for a server that is back', () => {
    const down = view(peer(look(['down', 'up', 'up'])));
    assert.deepEqual(
      told(down, view({ peers: {} })).filter((text) => text.startsWith('server')),
      [],
    );
  });

  it('tell many servers of a pool in one', () => {
    const site = webSite();
    const names = Array.from({ length: 30 }, (_, index) => `web${index + 1}`);
    const pool = site.pools[0]!;
    const pools = [{ ...pool, servers: names.map((name) => ({ ...pool.servers[0]!, name })) }];
    const all = (state: ServerFacts['state']) =>
      view({ site: { ...site, pools }, ...own(look(names.map(() => state))), peers: {} });
    const changes = findChanges(all('up'), all('down')).filter(({ kind }) => kind.startsWith('server'));
    assert.deepEqual(
      changes.map(({ kind, text }) => `${kind}: ${text}`),
      ['servers-down: 30 servers of pool web are down, says lb1: web1, web2, web3 and 27 more'],
    );
    assert.deepEqual(changes[0]?.fields['servers'], names);
  });

  it('tell a guest that ended, and a new foundation without inventing an end', () => {
    const status = foundationStatus('lb1', true);
    const haproxy = { ...status.guests.haproxy, restarts: 4 };
    const ended = { ...status, guests: { ...status.guests, haproxy } };
    assert.deepEqual(told(view(), view(own({ foundation: { fact: ended, atMs: NOW } }))), [
      'guest-restarted: haproxy on lb1 ended and was started again, 2 times',
    ]);
    const reborn = { ...ended, pid: 99 };
    assert.deepEqual(told(view(), view(own({ foundation: { fact: reborn, atMs: NOW } }))), [
      'foundation-restarted: lb1 has a new foundation process, 99',
    ]);
  });

  it('tell a peer that is lost and back, with what it means for redundancy', () => {
    assert.deepEqual(told(view(), view({ peers: {} })), [
      'peer-lost: lb2 is not heard: it has not been heard yet',
      'redundancy-lost: redundancy is unknown: lb2: it has not been heard yet',
    ]);
    assert.deepEqual(told(view({ peers: {} }), view()), [
      'peer-back: lb2 is heard again',
      'redundancy-full: redundancy is full',
    ]);
  });

  it('tell another revision, also on trial, and when that is kept', () => {
    const { release } = nodeObservation('lb1', true);
    const trial = { apply: 'a', revision: 13, digest: 'sha256:b', until: '2026-01-10T03:21:00.000Z' };
    const both = (change: object) => view({ ...own(change), ...peer(change) });
    const onTrial = both({ release: { ...release, trial } });
    const kept = both({ release: { ...release, revision: 13, digest: 'sha256:b' } });
    assert.deepEqual(told(view(), onTrial), [
      'release-changed: lb1 has revision 13 in force, on trial; it had revision 12 before',
      'release-changed: lb2 has revision 13 in force, on trial; it had revision 12 before',
    ]);
    assert.deepEqual(told(onTrial, kept), [
      'release-changed: lb1 has revision 13 in force; it was on trial before',
      'release-changed: lb2 has revision 13 in force; it was on trial before',
    ]);
  });

  it('tell a finding when it is new and when it is gone, not while it stays', () => {
    const finding = {
      code: 'a/b',
      about: 'vip/edge',
      severity: 'warning' as const,
      message: 'is so.',
      remedy: 'x.',
      at: 'now',
    };
    const found = view(own({ findings: [finding] }));
    assert.deepEqual(told(view(), found), ['finding-new: a/b: is so.']);
    assert.deepEqual(told(found, view(own({ findings: [{ ...finding, message: 'is still so.' }] }))), []);
    assert.deepEqual(told(found, view()), ['finding-gone: no longer a/b, vip/edge']);
  });
});

const states = fc.array(fc.constantFrom<ServerFacts['state']>('up', 'down', 'drain', 'maint', 'unknown'), {
  minLength: 3,
  maxLength: 3,
});
const observations = (node: string) =>
  fc
    .record({ here: fc.boolean(), states, isBlind: fc.boolean(), restarts: fc.nat(3), revision: fc.nat(3) })
    .map(({ here, states: words, isBlind, restarts, revision }) => {
      const status = foundationStatus(node, here);
      const haproxy = { ...status.guests.haproxy, restarts };
      const fact = { ...status, guests: { ...status.guests, haproxy } };
      const nothing = { why: 'no answer' };
      return nodeObservation(node, here, {
        ...look(words),
        release: { ...nodeObservation(node, here).release, revision },
        foundation: isBlind ? nothing : { fact, atMs: NOW },
        ...(isBlind ? { addresses: nothing } : {}),
      });
    });
const views = fc
  .record({
    own: observations('lb1'),
    theirs: observations('lb2'),
    ageMs: fc.constantFrom(0, 3_000, 60_000),
  })
  .map(({ own: mine, theirs, ageMs }) => view({ own: mine, peers: { lb2: heard(theirs, NOW - ageMs) } }));

describe('events of any two views', () => {
  it('are none when nothing changed', () => {
    fc.assert(fc.property(views, (one) => assert.deepEqual(findChanges(one, structuredClone(one)), [])));
  });

  it('are each of a known kind, with its fields, a sentence, and as JSON what they were', () => {
    fc.assert(
      fc.property(views, views, (one, other) => {
        for (const { kind, text, fields } of findChanges(one, other)) {
          assert.deepEqual(Object.keys(fields).sort(), Object.keys(CHANGE_EVENTS[kind].fields).sort(), kind);
          assert.ok(text.length > 0);
          assert.deepEqual(JSON.parse(JSON.stringify(fields)), fields);
        }
      }),
    );
  });

  it('never repeat one', () => {
    fc.assert(
      fc.property(views, views, (one, other) => {
        const all = findChanges(one, other).map(({ kind, fields }) => JSON.stringify([kind, fields]));
        assert.equal(new Set(all).size, all.length);
      }),
    );
  });
});
